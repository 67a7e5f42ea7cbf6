using System.Collections.Immutable;

namespace Lb.Configuration.Model;

/// <summary>Where clients arrive: binds, TLS, rules, timeouts.</summary>
public sealed record FrontendConfig
{
    /// <summary>Section name.</summary>
    public required string Name { get; init; }

    /// <summary>Line of the section.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary><c>mode</c>.</summary>
    public ProxyMode Mode { get; init; }

    /// <summary>Listening addresses, in file order.</summary>
    public ImmutableArray<BindConfig> Binds { get; init; } = [];

    /// <summary><c>maxconn</c>: client legs of this frontend; the excess waits in the accept queue. Null = the process limit only.</summary>
    public int? MaxConnections { get; init; }

    /// <summary><c>timeout client</c>: inactivity on the client leg; null = for ever.</summary>
    public TimeSpan? ClientTimeout { get; init; }

    /// <summary>Longest TLS handshake.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary><c>tcp-request inspect-delay</c>: how long content rules may wait for bytes; null = not set.</summary>
    public TimeSpan? InspectDelay { get; init; }

    /// <summary><c>timeout mqtt-connect</c>: how long a complete CONNECT is waited for where a rule, <c>stick</c> or <c>balance</c> needs it.</summary>
    public TimeSpan ConnectPacketTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary><c>tcp-request connection</c> rules, in file order; run before the TLS handshake.</summary>
    public ImmutableArray<TcpRuleConfig> ConnectionRules { get; init; } = [];

    /// <summary><c>tcp-request content</c> rules, in file order.</summary>
    public ImmutableArray<TcpRuleConfig> ContentRules { get; init; } = [];

    /// <summary><c>use_backend</c> rules; the first whose condition holds decides.</summary>
    public ImmutableArray<UseBackendConfig> UseBackends { get; init; } = [];

    /// <summary><c>default_backend</c>; null only where there is nothing to forward to (HTTP, or a frontend that closes every connection).</summary>
    public string? DefaultBackend { get; init; }

    /// <summary>Line of <see cref="DefaultBackend"/>; null = the section's line is the best there is.</summary>
    public SourceLocation? DefaultBackendLocation { get; init; }

    /// <summary>What is logged about connections, and where.</summary>
    public ConnectionLogConfig Log { get; init; } = new();

    /// <summary><c>option clitcpka</c>: SO_KEEPALIVE on client legs.</summary>
    public bool TcpKeepAlive { get; init; }

    /// <summary>Statistics page served on this frontend; null = none.</summary>
    public StatsConfig? Stats { get; init; }

    /// <summary><c>http-request use-service</c> rules of an HTTP frontend, in file order.</summary>
    public ImmutableArray<HttpServiceConfig> HttpServices { get; init; } = [];
}
