using System.Runtime.InteropServices;
using System.Text;
using Lb.Testing.Certificates;
using Lb.Transport.Native;
using Lb.Transport.Reactors.Tls;

namespace Lb.Transport.Tests.Reactors.Tls;

/// <summary>A TLS client of OpenSSL over memory: tests see every byte of both directions, and nothing waits.</summary>
internal sealed unsafe partial class MemoryClient : IDisposable
{
    private const string Library = "libssl.so.3";
    private readonly nint _context = NewContext(ClientMethod());
    private readonly MemoryBios _bios;
    private readonly nint _ssl;

    /// <param name="serverName">SNI; null sends none.</param>
    /// <param name="session">Session to resume, from <see cref="TakeSession"/>; 0 = none.</param>
    /// <param name="version">Highest version.</param>
    public MemoryClient(string? serverName = null, nint session = 0, int version = LibSsl.Tls13)
    {
        _ = LibSsl.ContextControl(_context, LibSsl.ControlMaxVersion, version, null);
        _ssl = LibSsl.New(_context);
        LibSsl.SetConnectState(_ssl);
        _bios = new MemoryBios(_ssl);
        if (session != 0) Assert.Equal(1, SetSession(_ssl, session));
        if (serverName is null) return;
        fixed (byte* name = Encoding.ASCII.GetBytes(serverName + "\0")) _ = LibSsl.Control(_ssl, 55, 0, name);
    }

    public bool IsResumed => LibSsl.IsResumed(_ssl) == 1;

    /// <summary>Answers the server's question for a certificate.</summary>
    public void UseCertificate(TestCertificate certificate) => UseCertificate(_ssl, certificate);

    /// <inheritdoc cref="UseCertificate(TestCertificate)"/>
    public static void UseCertificate(nint ssl, TestCertificate certificate)
    {
        using var chain = PemObjects.Certificates(certificate.ChainPem);
        using var key = PemObjects.PrivateKey(certificate.PrivateKeyPem);
        Assert.Equal(1, UseCertificate(ssl, chain[0]));
        Assert.Equal(1, UsePrivateKey(ssl, key[0]));
    }

    /// <summary>Both sides exchange bytes until neither has any more. True when the client's handshake is done.</summary>
    public bool Shake(OpenSslConnection server)
    {
        var done = false;
        while (true)
        {
            done = LibSsl.DoHandshake(_ssl) == 1;
            var sent = Drain();
            server.Feed(sent);
            _ = server.DoHandshake();
            var answer = server.Drain();
            Feed(answer);
            if (sent.Length + answer.Length == 0) return done;
        }
    }

    /// <summary>Takes bytes of the server and reads one text; empty when there is none.</summary>
    public string Receive(ReadOnlySpan<byte> bytes)
    {
        Feed(bytes);
        var buffer = stackalloc byte[1024];
        var count = LibSsl.Read(_ssl, buffer, 1024);
        return count > 0 ? Encoding.ASCII.GetString(buffer, count) : "";
    }

    /// <summary>The records of one text.</summary>
    public byte[] Send(string text)
    {
        fixed (byte* data = Encoding.ASCII.GetBytes(text)) Assert.Equal(text.Length, LibSsl.Write(_ssl, data, text.Length));
        return Drain();
    }

    /// <summary>The first flight.</summary>
    public byte[] Hello()
    {
        _ = LibSsl.DoHandshake(_ssl);
        return Drain();
    }

    /// <summary>Goes on with the handshake.</summary>
    /// <param name="bytes">What came from the server.</param>
    /// <param name="isDone">Whether it is over.</param>
    /// <returns>What is to be sent.</returns>
    public byte[] Shake(ReadOnlySpan<byte> bytes, out bool isDone)
    {
        Feed(bytes);
        isDone = LibSsl.DoHandshake(_ssl) == 1;
        return Drain();
    }

    /// <summary>What seals more records of this connection (TLS 1.2, AES-128-GCM), which this client then knows nothing of.</summary>
    public Tls12Sealer TakeSealer()
    {
        var (master, server, client) = (new byte[48], new byte[32], new byte[32]);
        var session = GetSession(_ssl);
        fixed (byte* bytes = master) Assert.Equal(master.Length, GetMasterKey(session, bytes, master.Length));
        fixed (byte* bytes = server) Assert.Equal(server.Length, GetServerRandom(_ssl, bytes, server.Length));
        fixed (byte* bytes = client) Assert.Equal(client.Length, GetClientRandom(_ssl, bytes, client.Length));
        FreeSession(session);
        return new Tls12Sealer(master, server, client);
    }

    /// <summary>Offers one cipher suite only (TLS 1.2).</summary>
    public void OfferOnly(string cipher)
    {
        fixed (byte* name = Encoding.ASCII.GetBytes(cipher + "\0")) Assert.Equal(1, SetCipherList(_ssl, name));
    }

    /// <summary>Asks for another handshake (TLS 1.2).</summary>
    public byte[] Renegotiate()
    {
        Assert.Equal(1, Renegotiate(_ssl));
        return Hello();
    }

    /// <summary>Changes keys, and asks the server to do so (TLS 1.3).</summary>
    public byte[] UpdateKeys()
    {
        Assert.Equal(1, UpdateKeys(_ssl, 1));
        return Hello();
    }

    /// <summary>close_notify.</summary>
    public byte[] Close()
    {
        _ = LibSsl.Shutdown(_ssl);
        return Drain();
    }

    /// <summary>The session with the ticket that came last; the caller frees it with <see cref="FreeSession"/>.</summary>
    public nint TakeSession() => GetSession(_ssl);

    /// <summary>Whether a session holds a ticket.</summary>
    public static bool HasTicket(nint session) => IsResumable(session) == 1 && SessionHasTicket(session) == 1;

    public void Dispose()
    {
        // OpenSSL forgets the session of a connection that was not closed in order.
        _ = LibSsl.Shutdown(_ssl);
        LibSsl.Free(_ssl);
        LibSsl.FreeContext(_context);
    }

    [LibraryImport(Library, EntryPoint = "SSL_SESSION_free")]
    public static partial void FreeSession(nint session);

    private void Feed(ReadOnlySpan<byte> bytes) => _bios.Feed(bytes);

    private byte[] Drain() => _bios.Drain();

    [LibraryImport(Library, EntryPoint = "TLS_client_method")]
    private static partial nint ClientMethod();

    [LibraryImport(Library, EntryPoint = "SSL_CTX_new")]
    private static partial nint NewContext(nint method);

    [LibraryImport(Library, EntryPoint = "SSL_use_certificate")]
    private static partial int UseCertificate(nint ssl, nint certificate);

    [LibraryImport(Library, EntryPoint = "SSL_use_PrivateKey")]
    private static partial int UsePrivateKey(nint ssl, nint key);

    [LibraryImport(Library, EntryPoint = "SSL_renegotiate")]
    private static partial int Renegotiate(nint ssl);

    [LibraryImport(Library, EntryPoint = "SSL_key_update")]
    private static partial int UpdateKeys(nint ssl, int kind);

    [LibraryImport(Library, EntryPoint = "SSL_get1_session")]
    private static partial nint GetSession(nint ssl);

    [LibraryImport(Library, EntryPoint = "SSL_SESSION_get_master_key")]
    private static partial nint GetMasterKey(nint session, byte* bytes, nint length);

    [LibraryImport(Library, EntryPoint = "SSL_get_server_random")]
    private static partial nint GetServerRandom(nint ssl, byte* bytes, nint length);

    [LibraryImport(Library, EntryPoint = "SSL_get_client_random")]
    private static partial nint GetClientRandom(nint ssl, byte* bytes, nint length);

    [LibraryImport(Library, EntryPoint = "SSL_set_cipher_list")]
    private static partial int SetCipherList(nint ssl, byte* names);

    [LibraryImport(Library, EntryPoint = "SSL_set_session")]
    private static partial int SetSession(nint ssl, nint session);

    [LibraryImport(Library, EntryPoint = "SSL_SESSION_is_resumable")]
    private static partial int IsResumable(nint session);

    [LibraryImport(Library, EntryPoint = "SSL_SESSION_has_ticket")]
    private static partial int SessionHasTicket(nint session);
}
