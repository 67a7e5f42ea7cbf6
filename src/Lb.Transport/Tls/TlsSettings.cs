using System.Security.Authentication;

namespace Lb.Transport.Tls;

/// <summary>TLS of one bind.</summary>
public sealed record TlsSettings
{
    /// <summary>At least one; the first answers where no name matches.</summary>
    public required IReadOnlyList<TlsCertificate> Certificates { get; init; }

    /// <summary>Versions on offer.</summary>
    public SslProtocols Protocols { get; init; } = SslProtocols.Tls12 | SslProtocols.Tls13;

    /// <summary>ALPN protocols by preference; empty = no ALPN.</summary>
    public IReadOnlyList<string> Alpn { get; init; } = [];

    /// <summary>True: a name that matches no certificate, or none at all, fails the handshake.</summary>
    public bool StrictServerName { get; init; }

    /// <summary>Whether clients owe a certificate.</summary>
    public ClientCertificates ClientCertificates { get; init; }

    /// <summary>PEM text of the CA certificates that client certificates are checked against; null = none.</summary>
    public string? ClientCaPem { get; init; }

    /// <summary>PEM text of revocation lists; null = none.</summary>
    public string? CrlPem { get; init; }

    /// <summary>Longest handshake.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(15);
}
