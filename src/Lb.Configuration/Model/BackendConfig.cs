using System.Collections.Immutable;

namespace Lb.Configuration.Model;

/// <summary>A set of equal brokers, a balance algorithm, health settings.</summary>
public sealed record BackendConfig
{
    /// <summary>Section name.</summary>
    public required string Name { get; init; }

    /// <summary>Line of the section.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary>Servers in file order.</summary>
    public ImmutableArray<ServerConfig> Servers { get; init; } = [];

    /// <summary><c>balance</c>, <c>hash-type</c>, <c>hash-balance-factor</c>.</summary>
    public BalanceConfig Balance { get; init; } = new();

    /// <summary><c>timeout server</c>: inactivity on the server leg; null = for ever.</summary>
    public TimeSpan? ServerTimeout { get; init; }

    /// <summary><c>timeout connect</c>; null = for ever.</summary>
    public TimeSpan? ConnectTimeout { get; init; }

    /// <summary><c>timeout tunnel</c>: replaces the client and server timeouts once both legs stand; null = not set.</summary>
    public TimeSpan? TunnelTimeout { get; init; }

    /// <summary><c>timeout queue</c>: longest wait for a server slot; null = the connect timeout.</summary>
    public TimeSpan? QueueTimeout { get; init; }

    /// <summary><c>timeout check</c>: a check's time for the answer, once connected; null = the interval bounds the whole check.</summary>
    public TimeSpan? CheckTimeout { get; init; }

    /// <summary>What happens when a server does not answer the connect.</summary>
    public RetryConfig Retry { get; init; } = new();

    /// <summary>Source address of server legs that servers do not override; null = the system's choice.</summary>
    public SourceAddressConfig? Source { get; init; }

    /// <summary><c>stick-table</c> of this section; null = none.</summary>
    public StickTableConfig? StickTable { get; init; }

    /// <summary><c>stick</c> rules, in file order.</summary>
    public ImmutableArray<StickRuleConfig> StickRules { get; init; } = [];

    /// <summary><c>tcp-request content</c> rules of the backend, run after it was chosen.</summary>
    public ImmutableArray<TcpRuleConfig> ContentRules { get; init; } = [];

    /// <summary><c>tcp-request inspect-delay</c> of the backend; null = not set.</summary>
    public TimeSpan? InspectDelay { get; init; }

    /// <summary>What a check of this backend's servers does.</summary>
    public CheckMethod CheckMethod { get; init; } = new CheckMethod.TcpConnect();

    /// <summary><c>option log-health-checks</c>: every change of a check's result is logged.</summary>
    public bool LogHealthChecks { get; init; }

    /// <summary><c>option srvtcpka</c>: SO_KEEPALIVE on server legs.</summary>
    public bool TcpKeepAlive { get; init; }

    /// <summary><c>option allbackups</c>: all backups are used together, not only the first.</summary>
    public bool UseAllBackups { get; init; }

    /// <summary>Targets of server up and down lines.</summary>
    public ImmutableArray<LogTargetConfig> Logs { get; init; } = [];
}
