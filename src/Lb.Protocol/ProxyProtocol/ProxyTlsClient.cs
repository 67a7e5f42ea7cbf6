namespace Lb.Protocol.ProxyProtocol;

/// <summary>What the client did about TLS.</summary>
/// <remarks>PROXY protocol section 2.2.6.</remarks>
[Flags]
public enum ProxyTlsClient
{
    /// <summary>No TLS.</summary>
    None = 0,

    /// <summary>The client connected over TLS.</summary>
    Tls = 1,

    /// <summary>It presented a certificate on this connection.</summary>
    CertificateOnConnection = 2,

    /// <summary>It presented a certificate at least once in the TLS session that this connection belongs to.</summary>
    CertificateInSession = 4,
}
