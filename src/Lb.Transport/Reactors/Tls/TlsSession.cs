using System.Runtime.InteropServices;
using Lb.Transport.Native;

namespace Lb.Transport.Reactors.Tls;

/// <summary>What a finished handshake found out, under OpenSSL's names. Every property asks OpenSSL when it is read: on the connection's thread, while
/// the connection lives.</summary>
/// <param name="connection">The <c>SSL*</c>.</param>
internal readonly unsafe struct TlsSession(nint connection)
{
    /// <summary>The name that the client asked for; null when it named none. A resumed TLS 1.2 session has the name that it began with.</summary>
    public string? ServerName => TextOf(LibSsl.GetServerName(connection, 0));

    /// <summary><c>TLSv1.2</c> or <c>TLSv1.3</c>.</summary>
    public string Version => LibSsl.GetVersion(connection) == LibSsl.Tls13 ? "TLSv1.3" : "TLSv1.2";

    /// <summary>OpenSSL's name of the cipher suite, for example <c>ECDHE-RSA-AES128-GCM-SHA256</c>.</summary>
    public string? Cipher => TextOf(LibSsl.GetCipherName(LibSsl.GetCipher(connection)));

    /// <summary>The ALPN protocol that was agreed on; null when there is none.</summary>
    public string? Protocol
    {
        get
        {
            byte* data;
            uint length;
            LibSsl.GetAlpn(connection, &data, &length);
            return data is null ? null : Marshal.PtrToStringUTF8((nint)data, (int)length);
        }
    }

    /// <summary>Whether a ticket of an earlier connection was taken.</summary>
    public bool IsResumed => LibSsl.IsResumed(connection) == 1;

    /// <summary>Whether the client gave a certificate, on this connection or the one that it resumes; it was checked then.</summary>
    public bool HasClientCertificate => LibSsl.GetClientCertificate(connection) != 0;

    /// <summary>Common name of the client's certificate (<c>ssl_c_s_dn(cn)</c>); null without a certificate or a name in it.</summary>
    public string? ClientCommonName
    {
        get
        {
            var certificate = LibSsl.GetClientCertificate(connection);
            if (certificate == 0) return null;
            var subject = LibCrypto.GetSubject(certificate);
            var position = LibCrypto.FindEntry(subject, LibCrypto.CommonNameId, -1);
            return position < 0 ? null : Utf8Of(LibCrypto.GetEntryText(LibCrypto.GetEntry(subject, position)));
        }
    }

    /// <summary>Signature algorithm of the certificate that was presented, for example <c>RSA-SHA256</c>.</summary>
    public string? SignatureAlgorithm =>
        PresentedCertificate is not 0 and var certificate ? TextOf(LibCrypto.GetShortName(LibCrypto.GetSignatureId(certificate))) : null;

    /// <summary>Kind and bits of its key, for example <c>RSA2048</c> or <c>EC256</c>; null for other kinds.</summary>
    public string? KeyAlgorithm
    {
        get
        {
            var certificate = PresentedCertificate;
            if (certificate == 0) return null;
            var key = LibCrypto.GetPublicKey(certificate);
            return LibCrypto.GetKeyKind(key) switch
            {
                LibCrypto.KeyRsa => $"RSA{LibCrypto.GetKeyBits(key)}",
                LibCrypto.KeyEc => $"EC{LibCrypto.GetKeyBits(key)}",
                _ => null,
            };
        }
    }

    /// <summary>Why the client's certificate was refused, in OpenSSL's words; null when it was not.</summary>
    public string? VerifyFailure => LibSsl.GetVerifyResult(connection) is not 0 and var result ? TextOf(LibCrypto.DescribeVerifyResult(result)) : null;

    // A context with several certificates points at the one that was loaded last; a resumed handshake chooses none, and keeps that.
    private nint PresentedCertificate
    {
        get
        {
            _ = LibSsl.Control(connection, LibSsl.ControlCurrentCertificate, LibSsl.CertificateOfHandshake, null);
            return LibSsl.GetCertificate(connection);
        }
    }

    private static string? Utf8Of(nint value)
    {
        byte* text;
        var length = LibCrypto.ToUtf8(&text, value);
        if (length < 0) return null;
        var result = Marshal.PtrToStringUTF8((nint)text, length);
        LibCrypto.FreeMemory(text, 0, 0);
        return result;
    }

    private static string? TextOf(byte* text) => Marshal.PtrToStringUTF8((nint)text);
}
