using System.Text;
using Lb.Transport.Native;
using Lb.Transport.Tls;

namespace Lb.Transport.Reactors.Tls;

/// <summary>The session id context of a bind (SSL_CTX_set_session_id_context): a ticket resumes only where it is the same.</summary>
internal static unsafe class SessionContext
{
    private const int DigestLength = 32;

    /// <summary>At most 32 bytes.</summary>
    /// <remarks>Where clients owe no certificate it is HAProxy's, so that balancers of both kinds take each other's tickets when they share their
    /// keys. Where certificates are checked it stands for what they are checked against: with shared keys, a ticket from a bind that asks for
    /// nothing, or trusts others, must not pass for a certificate.</remarks>
    public static byte[] Of(TlsSettings settings)
    {
        if (settings.ClientCertificates == ClientCertificates.None) return Encoding.ASCII.GetBytes("haproxy");
        var rules = Encoding.UTF8.GetBytes($"{settings.ClientCertificates}\0{settings.ClientCaPem}\0{settings.CrlPem}");
        var digest = new byte[DigestLength];
        fixed (byte* data = rules, result = digest, name = "SHA256\0"u8)
        {
            if (LibCrypto.Digest(0, name, 0, data, rules.Length, result, null) != 1) throw OpenSslErrors.Failure("OpenSSL makes no SHA-256");
        }

        return digest;
    }
}
