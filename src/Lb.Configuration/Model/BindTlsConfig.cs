using System.Collections.Immutable;

namespace Lb.Configuration.Model;

/// <summary>TLS settings of a bind. At least one certificate.</summary>
public sealed record BindTlsConfig
{
    /// <summary>Files that the certificates, keys and lists below were read from.</summary>
    public TlsFilesConfig Files { get; init; } = new();

    /// <summary>Certificates in the order of the file and, within a folder, by name; the first answers where no name matches.</summary>
    public required ImmutableArray<CertificateConfig> Certificates { get; init; }

    /// <summary><c>ssl-min-ver</c>.</summary>
    public TlsVersion MinVersion { get; init; } = TlsVersion.Tls12;

    /// <summary><c>ssl-max-ver</c>.</summary>
    public TlsVersion MaxVersion { get; init; } = TlsVersion.Tls13;

    /// <summary>ALPN protocols by preference; selected only where the client offers ALPN.</summary>
    public ImmutableArray<string> Alpn { get; init; } = ["mqtt"];

    /// <summary>Ciphers, curves, signatures and tickets.</summary>
    public TlsHandshakeConfig Handshake { get; init; } = new();

    /// <summary><c>tls-ticket-keys</c>: the first encrypts, all decrypt. Empty = random keys of this process.</summary>
    public ImmutableArray<TicketKeyConfig> TicketKeys { get; init; } = [];

    /// <summary><c>strict-sni</c>: a name that matches no certificate fails the handshake.</summary>
    public bool StrictSni { get; init; }

    /// <summary><c>verify</c>.</summary>
    public ClientCertificateVerify Verify { get; init; }

    /// <summary>PEM text of the CA certificates that client certificates are checked against; null = none.</summary>
    public string? ClientCaPem { get; init; }

    /// <summary>PEM text of the certificate revocation lists; null = none.</summary>
    public string? CrlPem { get; init; }
}
