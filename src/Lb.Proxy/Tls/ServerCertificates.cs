using System.Security.Cryptography.X509Certificates;

namespace Lb.Proxy.Tls;

/// <summary>Describes the certificate that a bind presented, as OpenSSL names it.</summary>
internal static class ServerCertificates
{
    /// <summary>Signature and key algorithm, for example <c>RSA-SHA256</c> and <c>RSA2048</c>.</summary>
    public static (string? Signature, string? Key) Describe(X509Certificate2? certificate) =>
        certificate is null ? (null, null) : (SignatureOf(certificate), KeyOf(certificate));

    private static string? SignatureOf(X509Certificate2 certificate) => certificate.SignatureAlgorithm.Value switch
    {
        "1.2.840.113549.1.1.11" => "RSA-SHA256",
        "1.2.840.113549.1.1.12" => "RSA-SHA384",
        "1.2.840.113549.1.1.13" => "RSA-SHA512",
        "1.2.840.10045.4.3.2" => "ecdsa-with-SHA256",
        "1.2.840.10045.4.3.3" => "ecdsa-with-SHA384",
        "1.2.840.10045.4.3.4" => "ecdsa-with-SHA512",
        var other => other,
    };

    private static string? KeyOf(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        if (rsa is not null) return $"RSA{rsa.KeySize}";
        using var ecdsa = certificate.GetECDsaPublicKey();
        return ecdsa is null ? null : $"EC{ecdsa.KeySize}";
    }
}
