using System.Text;
using Lb.Bench.Load.Native;

namespace Lb.Bench.Load.Clients;

/// <summary>
/// Settings shared by the TLS clients of one measurement: TLS 1.3 with one cipher suite and one group, so that every balancer does the
/// same cryptography. The certificate's chain is not checked, its signature over the handshake is.
/// </summary>
internal sealed unsafe class TlsClientContext : IDisposable
{
    private const string CipherSuite = "TLS_AES_256_GCM_SHA384";
    private const int ReadAheadBytes = 17 * 1024;

    private readonly nint _context;
    private nint _session;

    public TlsClientContext()
    {
        _context = LibSsl.NewContext(LibSsl.ClientMethod());
        LibSsl.ContextControl(_context, LibSsl.ControlMinVersion, LibSsl.Tls13, null);
        LibSsl.ContextControl(_context, LibSsl.ControlMaxVersion, LibSsl.Tls13, null);
        LibSsl.ContextControl(_context, LibSsl.ControlMode, LibSsl.LoadModes, null);
        LibSsl.ContextControl(_context, LibSsl.ControlSessionCacheMode, 0, null);
        LibSsl.SetReadBuffer(_context, ReadAheadBytes);
        if (LibSsl.SetCipherSuites(_context, CipherSuite) != 1 || SetGroups("X25519") != 1)
            throw new NotSupportedException($"this OpenSSL lacks {CipherSuite} or X25519");
    }

    /// <summary>Legs made from now on offer the session of <paramref name="leg"/>, whose CONNACK was read.</summary>
    /// <returns>Whether the server sent a ticket at all.</returns>
    public bool Resume(TlsLeg leg)
    {
        nint session = leg.GetSession();
        if (session == 0 || LibSsl.IsResumable(session) != 1)
            return false;
        ForgetSession();
        _session = session;
        return true;
    }

    public TlsLeg NewLeg(int descriptor)
    {
        nint ssl = LibSsl.New(_context);
        _ = LibSsl.SetDescriptor(ssl, descriptor);
        LibSsl.SetReadAhead(ssl, 1);
        fixed (byte* name = "localhost\0"u8)
            LibSsl.Control(ssl, LibSsl.ControlServerName, 0, name);
        if (_session != 0)
            _ = LibSsl.SetSession(ssl, _session);
        return new TlsLeg(descriptor, ssl);
    }

    public void Dispose()
    {
        ForgetSession();
        LibSsl.FreeContext(_context);
    }

    private long SetGroups(string names)
    {
        fixed (byte* bytes = Encoding.ASCII.GetBytes(names + "\0"))
            return LibSsl.ContextControl(_context, LibSsl.ControlGroups, 0, bytes);
    }

    private void ForgetSession()
    {
        if (_session != 0)
            LibSsl.FreeSession(_session);
        _session = 0;
    }
}
