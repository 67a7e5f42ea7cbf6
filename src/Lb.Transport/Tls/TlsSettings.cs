using System.Security.Authentication;

namespace Lb.Transport.Tls;

/// <summary>TLS of one bind.</summary>
public sealed record TlsSettings
{
    /// <summary>What error messages begin with: where the settings come from, for example <c>lb.cfg:12: 'bind 0.0.0.0:8883'</c>; empty = nothing.</summary>
    public string Origin { get; init; } = "";

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

    /// <summary>TLS 1.2 ciphers in OpenSSL's list syntax; null = the system's list. The portable transport ignores this and everything below
    /// but the handshake's time.</summary>
    public string? Ciphers { get; init; }

    /// <summary>TLS 1.3 cipher suites, colon-separated; null = the system's.</summary>
    public string? CipherSuites { get; init; }

    /// <summary>Groups for the key exchange by preference, colon-separated; null = the library's.</summary>
    public string? Curves { get; init; }

    /// <summary>Signature algorithms for the handshake, colon-separated; null = the library's.</summary>
    public string? SignatureAlgorithms { get; init; }

    /// <summary>Signature algorithms that client certificates may use, colon-separated; null = as <see cref="SignatureAlgorithms"/>.</summary>
    public string? ClientSignatureAlgorithms { get; init; }

    /// <summary>True: the client's order of ciphers decides, not the server's.</summary>
    public bool PrefersClientCiphers { get; init; }

    /// <summary>Whether clients get tickets to resume with.</summary>
    public bool SendsTickets { get; init; } = true;

    /// <summary>Keys of the tickets, shared with other balancers: the first encrypts, all decrypt. Empty = random keys that change each hour.</summary>
    public IReadOnlyList<TlsTicketKey> TicketKeys { get; init; } = [];

    /// <summary>How long a client may resume, one second to seven days (RFC 8446 4.6.1).</summary>
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromHours(2);

    /// <summary>Whether the kernel protects the records of TLS 1.3 once a connection stays, where it can.</summary>
    public bool UsesKernel { get; init; }

    /// <summary>Longest handshake.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(15);
}
