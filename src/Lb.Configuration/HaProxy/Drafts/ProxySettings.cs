using System.Collections.Immutable;
using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Drafts;

/// <summary>What a section inherits from <c>defaults</c> (HAProxy manual 4). A new record for every change, so that sections cannot
/// change each other's.</summary>
internal sealed record ProxySettings
{
    /// <summary><c>mode</c>; null = not written, which means TCP.</summary>
    public ProxyMode? Mode { get; init; }

    /// <summary><c>maxconn</c>; null = not set.</summary>
    public int? MaxConnections { get; init; }

    /// <summary><c>backlog</c>; null = not set.</summary>
    public int? Backlog { get; init; }

    /// <summary><c>default_backend</c>; null = not set.</summary>
    public Located<string>? DefaultBackend { get; init; }

    /// <summary>Timeouts; those set to 0 are not here.</summary>
    public ImmutableDictionary<TimeoutKind, Located<TimeSpan>> Timeouts { get; init; } =
        ImmutableDictionary<TimeoutKind, Located<TimeSpan>>.Empty;

    /// <summary><c>balance</c>, <c>hash-type</c>, <c>hash-balance-factor</c>.</summary>
    public BalanceConfig Balance { get; init; } = new();

    /// <summary><c>retries</c>, <c>option redispatch</c>.</summary>
    public RetryConfig Retry { get; init; } = new();

    /// <summary><c>source</c>; null = not set.</summary>
    public SourceAddressConfig? Source { get; init; }

    /// <summary><c>default-server</c>.</summary>
    public ServerSettings DefaultServer { get; init; } = new();

    /// <summary><c>log</c> and its options.</summary>
    public LogSettings Log { get; init; } = new();

    /// <summary>Checks.</summary>
    public CheckSettings Check { get; init; } = new();

    /// <summary><c>stats</c>; null = none.</summary>
    public StatsSettings? Stats { get; init; }

    /// <summary><c>option clitcpka</c>.</summary>
    public bool ClientKeepAlive { get; init; }

    /// <summary><c>option srvtcpka</c>.</summary>
    public bool ServerKeepAlive { get; init; }

    /// <summary><c>option allbackups</c>.</summary>
    public bool UseAllBackups { get; init; }

    /// <summary>A timeout; null = not set.</summary>
    public TimeSpan? Timeout(TimeoutKind kind) => Timeouts.GetValueOrDefault(kind)?.Value;
}
