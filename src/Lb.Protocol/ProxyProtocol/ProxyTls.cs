namespace Lb.Protocol.ProxyProtocol;

/// <summary>What the sender tells about the client's TLS connection (TLV type 0x20). Texts are null when absent.</summary>
/// <remarks>PROXY protocol section 2.2.6. Ill-formed UTF-8 is read as U+FFFD.</remarks>
public sealed record ProxyTls
{
    /// <summary>What the client did.</summary>
    public ProxyTlsClient Client { get; init; }

    /// <summary>0 when a client certificate was presented and verified; anything else when not.</summary>
    public uint Verify { get; init; }

    /// <summary>TLS version such as <c>TLSv1.3</c>.</summary>
    public string? Version { get; init; }

    /// <summary>Common name in the subject of the client's certificate.</summary>
    public string? CommonName { get; init; }

    /// <summary>Cipher such as <c>ECDHE-RSA-AES128-GCM-SHA256</c>.</summary>
    public string? Cipher { get; init; }

    /// <summary>Signature algorithm of the certificate that the frontend presented, such as <c>RSA-SHA256</c>.</summary>
    public string? SignatureAlgorithm { get; init; }

    /// <summary>Key of the certificate that the frontend presented, such as <c>RSA2048</c>.</summary>
    public string? KeyAlgorithm { get; init; }
}
