using System.Runtime.InteropServices;

namespace Lb.Bench.Load.Native;

/// <summary>The OpenSSL 3 calls of a TLS client. The macros of the C headers are <see cref="ContextControl"/> numbers here.</summary>
internal static unsafe partial class LibSsl
{
    public const int ControlMode = 33;
    public const int ControlServerName = 55;
    public const int ControlMinVersion = 123;
    public const int ControlMaxVersion = 124;
    public const int ControlGroups = 92;
    public const int ControlSessionCacheMode = 44;

    /// <summary>ENABLE_PARTIAL_WRITE | ACCEPT_MOVING_WRITE_BUFFER | RELEASE_BUFFERS: 8 000 idle clients must fit the generator.</summary>
    public const int LoadModes = 1 | 2 | 0x10;

    public const int Tls13 = 0x0304;
    public const int ErrorWantRead = 2;
    public const int ErrorWantWrite = 3;
    public const int ErrorZeroReturn = 6;

    [LibraryImport("libssl.so.3", EntryPoint = "TLS_client_method")]
    public static partial nint ClientMethod();

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_CTX_new")]
    public static partial nint NewContext(nint method);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_CTX_free")]
    public static partial void FreeContext(nint context);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_CTX_ctrl")]
    public static partial long ContextControl(nint context, int command, long number, byte* argument);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_CTX_set_ciphersuites", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetCipherSuites(nint context, string names);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_CTX_set_default_read_buffer_len")]
    public static partial void SetReadBuffer(nint context, nint length);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_new")]
    public static partial nint New(nint context);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_free")]
    public static partial void Free(nint ssl);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_ctrl")]
    public static partial long Control(nint ssl, int command, long number, byte* argument);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_set_fd")]
    public static partial int SetDescriptor(nint ssl, int descriptor);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_set_read_ahead")]
    public static partial void SetReadAhead(nint ssl, int on);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_connect")]
    public static partial int Connect(nint ssl);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_read")]
    public static partial int Read(nint ssl, byte* buffer, int length);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_write")]
    public static partial int Write(nint ssl, byte* buffer, int length);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_shutdown")]
    public static partial int Shutdown(nint ssl);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_get_error")]
    public static partial int GetError(nint ssl, int result);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_get1_session")]
    public static partial nint GetSession(nint ssl);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_set_session")]
    public static partial int SetSession(nint ssl, nint session);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_session_reused")]
    public static partial int IsSessionReused(nint ssl);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_SESSION_is_resumable")]
    public static partial int IsResumable(nint session);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_SESSION_free")]
    public static partial void FreeSession(nint session);

    [LibraryImport("libcrypto.so.3", EntryPoint = "ERR_clear_error")]
    public static partial void ClearErrors();
}
