using System.Runtime.InteropServices;
using System.Text;
using Lb.Testing.Certificates;
using Lb.Transport.Native;

namespace Lb.Transport.Tests.Reactors.Tls.RecordLayer;

/// <summary>A client of OpenSSL over memory that chooses its suite, changes keys, and tells which alert it got.</summary>
internal sealed unsafe partial class TlsPeer : IDisposable
{
    private const string Library = "libssl.so.3";
    private const uint ReasonMask = 0x7FFFFF;
    private const uint AlertReasons = 1000;
    private readonly nint _context = NewContext(ClientMethod());
    private readonly MemoryBios _bios;
    private readonly nint _ssl;

    /// <param name="suite">The only suite that is offered; null offers all.</param>
    /// <param name="version">Highest version.</param>
    /// <param name="session">Session to resume, from <see cref="TakeSession"/>; 0 = none.</param>
    /// <param name="fragment">What max_fragment_length asks for: 1 = 512 bytes to 4 = 4096; 0 = nothing.</param>
    /// <param name="groups">Groups that it offers, with a key share of the first; null = OpenSSL's.</param>
    /// <param name="certificate">The client's; null = none.</param>
    public TlsPeer(
        string? suite = null, int version = LibSsl.Tls13, nint session = 0, byte fragment = 0, string? groups = null, TestCertificate? certificate = null)
    {
        _ = LibSsl.ContextControl(_context, LibSsl.ControlMaxVersion, version, null);
        if (suite is not null) Assert.Equal(1, LibSsl.SetCipherSuites(_context, suite));
        fixed (byte* names = groups is null ? null : Encoding.ASCII.GetBytes(groups + "\0"))
        {
            if (names != null) Assert.Equal(1, LibSsl.ContextControl(_context, LibSsl.ControlGroups, 0, names));
        }

        _ssl = LibSsl.New(_context);
        if (certificate is not null) MemoryClient.UseCertificate(_ssl, certificate);
        LibSsl.SetConnectState(_ssl);
        _bios = new MemoryBios(_ssl);
        if (session != 0) Assert.Equal(1, SetSession(_ssl, session));
        if (fragment != 0) Assert.Equal(1, SetFragment(_ssl, fragment));
    }

    public bool IsResumed => LibSsl.IsResumed(_ssl) == 1;

    /// <summary>Whether close_notify came.</summary>
    public bool HasSeenTheEnd => (LibSsl.GetShutdown(_ssl) & LibSsl.ReceivedCloseNotice) != 0;

    /// <summary>The last fatal alert that came; null = none.</summary>
    public int? Alert { get; private set; }

    /// <summary>A step of the handshake.</summary>
    public byte[] Shake(out bool isDone)
    {
        LibCrypto.ClearErrors();
        isDone = LibSsl.DoHandshake(_ssl) == 1;
        return Drain();
    }

    /// <summary>What the server sent.</summary>
    public void Feed(ReadOnlySpan<byte> bytes) => _bios.Feed(bytes);

    /// <summary>Takes bytes of the server and reads all that they hold.</summary>
    public byte[] Receive(ReadOnlySpan<byte> bytes)
    {
        Feed(bytes);
        var all = new MemoryStream();
        var buffer = new byte[20_000];
        while (true)
        {
            LibCrypto.ClearErrors();
            int count;
            fixed (byte* data = buffer) count = LibSsl.Read(_ssl, data, buffer.Length);
            if (count <= 0)
            {
                NoteFailure(count);
                return all.ToArray();
            }

            all.Write(buffer, 0, count);
        }
    }

    /// <summary>The records of some bytes.</summary>
    public byte[] Send(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* data = bytes)
        {
            if (bytes.Length > 0) Assert.Equal(bytes.Length, LibSsl.Write(_ssl, data, bytes.Length));
        }

        return Drain();
    }

    /// <summary>Changes the client's keys.</summary>
    public byte[] UpdateKeys(bool asks)
    {
        Assert.Equal(1, UpdateKeys(_ssl, asks ? 1 : 0));
        return Shake(out _);
    }

    /// <summary>close_notify.</summary>
    public byte[] Close()
    {
        _ = LibSsl.Shutdown(_ssl);
        return Drain();
    }

    /// <summary>The session with the ticket that came last; the caller frees it.</summary>
    public nint TakeSession() => GetSession(_ssl);

    public void Dispose()
    {
        LibCrypto.ClearErrors();
        _ = LibSsl.Shutdown(_ssl);
        LibSsl.Free(_ssl);
        LibSsl.FreeContext(_context);
        LibCrypto.ClearErrors();
    }

    // The library has a reason for each alert that it gets: 1000 and the number.
    private void NoteFailure(int result)
    {
        if (LibSsl.GetError(_ssl, result) is LibSsl.ErrorWantRead or LibSsl.ErrorZeroReturn) return;
        var reason = (uint)LibCrypto.TakeError() & ReasonMask;
        var text = LibCrypto.GetReason(reason) is var name && name != null ? Marshal.PtrToStringUTF8((nint)name) : "?";
        Assert.True(reason is > AlertReasons and < AlertReasons + 256, $"The client complains itself: {reason} {text}");
        Alert = (int)(reason - AlertReasons);
    }

    private byte[] Drain() => _bios.Drain();

    [LibraryImport(Library, EntryPoint = "TLS_client_method")]
    private static partial nint ClientMethod();

    [LibraryImport(Library, EntryPoint = "SSL_CTX_new")]
    private static partial nint NewContext(nint method);

    [LibraryImport(Library, EntryPoint = "SSL_key_update")]
    private static partial int UpdateKeys(nint ssl, int kind);

    [LibraryImport(Library, EntryPoint = "SSL_get1_session")]
    private static partial nint GetSession(nint ssl);

    [LibraryImport(Library, EntryPoint = "SSL_set_session")]
    private static partial int SetSession(nint ssl, nint session);

    [LibraryImport(Library, EntryPoint = "SSL_set_tlsext_max_fragment_length")]
    private static partial int SetFragment(nint ssl, byte mode);
}
