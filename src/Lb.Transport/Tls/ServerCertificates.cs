using System.Security.Cryptography.X509Certificates;

namespace Lb.Transport.Tls;

/// <summary>Describes the certificate that a bind presented, as OpenSSL names it.</summary>
internal static class ServerCertificates
{
    /// <summary>Signature algorithm, for example <c>RSA-SHA256</c>.</summary>
    public static string? SignatureOf(X509Certificate2 certificate) => certificate.SignatureAlgorithm.Value switch
    {
        "1.2.840.113549.1.1.11" => "RSA-SHA256",
        "1.2.840.113549.1.1.12" => "RSA-SHA384",
        "1.2.840.113549.1.1.13" => "RSA-SHA512",
        "1.2.840.10045.4.3.2" => "ecdsa-with-SHA256",
        "1.2.840.10045.4.3.3" => "ecdsa-with-SHA384",
        "1.2.840.10045.4.3.4" => "ecdsa-with-SHA512",
        var other => other,
    };

    /// <summary>Key algorithm and size, for example <c>RSA2048</c>; null for kinds of keys that have no such name.</summary>
    public static string? KeyOf(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        if (rsa is not null) return $"RSA{rsa.KeySize}";
        using var ecdsa = certificate.GetECDsaPublicKey();
        return ecdsa is null ? null : $"EC{ecdsa.KeySize}";
    }
}
