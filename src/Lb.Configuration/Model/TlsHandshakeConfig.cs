namespace Lb.Configuration.Model;

/// <summary>What a bind negotiates in its handshakes, in OpenSSL's names and lists, which are checked when the bind starts.</summary>
public sealed record TlsHandshakeConfig
{
    /// <summary>Shortest life of a session: one second.</summary>
    public static readonly TimeSpan ShortestLifetime = TimeSpan.FromSeconds(1);

    /// <summary>Longest life of a session: seven days (RFC 8446 4.6.1).</summary>
    public static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(7);

    /// <summary><c>ciphers</c>: TLS 1.2; null = the system's list.</summary>
    public string? Ciphers { get; init; }

    /// <summary><c>ciphersuites</c>: TLS 1.3; null = the system's list.</summary>
    public string? CipherSuites { get; init; }

    /// <summary><c>curves</c>, else <c>ecdhe</c>; null = OpenSSL's.</summary>
    public string? Curves { get; init; }

    /// <summary><c>sigalgs</c>; null = OpenSSL's.</summary>
    public string? SignatureAlgorithms { get; init; }

    /// <summary><c>client-sigalgs</c>; null = as <see cref="SignatureAlgorithms"/>.</summary>
    public string? ClientSignatureAlgorithms { get; init; }

    /// <summary><c>prefer-client-ciphers</c>.</summary>
    public bool PrefersClientCiphers { get; init; }

    /// <summary>False: <c>no-tls-tickets</c>; no session is resumed then.</summary>
    public bool SendsTickets { get; init; } = true;

    /// <summary><c>ktls on</c>: the kernel protects records after the handshake, where it can.</summary>
    public bool UsesKernel { get; init; }

    /// <summary><c>tune.ssl.lifetime</c>: how long a client may resume, one second to seven days.</summary>
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromHours(2);
}
