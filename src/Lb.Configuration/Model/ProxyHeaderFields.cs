namespace Lb.Configuration.Model;

/// <summary>Type-length-value fields of a version 2 PROXY header (<c>proxy-v2-options</c>).</summary>
[Flags]
public enum ProxyHeaderFields
{
    /// <summary>Addresses only.</summary>
    None = 0,

    /// <summary><c>ssl</c>, or <c>send-proxy-v2-ssl</c>.</summary>
    Tls = 1,

    /// <summary><c>cert-cn</c>, or <c>send-proxy-v2-ssl-cn</c>.</summary>
    CommonName = 2,

    /// <summary><c>ssl-cipher</c>.</summary>
    Cipher = 4,

    /// <summary><c>cert-sig</c>.</summary>
    CertificateSignature = 8,

    /// <summary><c>cert-key</c>.</summary>
    CertificateKey = 16,

    /// <summary><c>authority</c>: the SNI.</summary>
    Authority = 32,

    /// <summary><c>crc32c</c>.</summary>
    Crc32C = 64,

    /// <summary><c>unique-id</c>.</summary>
    UniqueId = 128,
}
