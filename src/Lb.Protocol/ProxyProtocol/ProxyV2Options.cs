namespace Lb.Protocol.ProxyProtocol;

/// <summary>Which optional entries a version 2 header carries.</summary>
/// <remarks>HAProxy configuration manual, <c>proxy-v2-options</c>. The options about certificates and ciphers include
/// <see cref="Tls"/>. ALPN and network namespace are always written when known.</remarks>
[Flags]
public enum ProxyV2Options
{
    /// <summary>Addresses only: <c>send-proxy-v2</c>.</summary>
    None = 0,

    /// <summary><c>ssl</c>, <c>send-proxy-v2-ssl</c>: whether TLS was used, its version, and whether a client certificate
    /// was verified.</summary>
    Tls = 1,

    /// <summary><c>cert-cn</c>, <c>send-proxy-v2-ssl-cn</c>: common name of the client's certificate.</summary>
    CommonName = 2 | Tls,

    /// <summary><c>ssl-cipher</c>.</summary>
    Cipher = 4 | Tls,

    /// <summary><c>cert-sig</c>: signature algorithm of the frontend's certificate.</summary>
    SignatureAlgorithm = 8 | Tls,

    /// <summary><c>cert-key</c>: key algorithm of the frontend's certificate.</summary>
    KeyAlgorithm = 16 | Tls,

    /// <summary><c>authority</c>: server name that the client asked for.</summary>
    Authority = 32,

    /// <summary><c>crc32c</c>: checksum of the header.</summary>
    Crc32C = 64,

    /// <summary><c>unique-id</c>: id of the connection.</summary>
    UniqueId = 128,
}
