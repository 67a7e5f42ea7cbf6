using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Drafts;

/// <summary>What <c>default-server</c> can set and each <c>server</c> can override.</summary>
internal sealed record ServerSettings
{
    /// <summary><c>weight</c>.</summary>
    public int Weight { get; init; } = 1;

    /// <summary><c>backup</c>.</summary>
    public bool Backup { get; init; }

    /// <summary><c>disabled</c>.</summary>
    public bool Disabled { get; init; }

    /// <summary><c>maxconn</c>.</summary>
    public int MaxConnections { get; init; }

    /// <summary><c>check</c>.</summary>
    public bool HasCheck { get; init; }

    /// <summary>Intervals, rise and fall, <c>addr</c> and <c>port</c> of checks.</summary>
    public CheckConfig Check { get; init; } = new();

    /// <summary><c>check-send-proxy</c>.</summary>
    public bool CheckSendsProxy { get; init; }

    /// <summary><c>send-proxy</c>: version 1.</summary>
    public bool SendsProxyV1 { get; init; }

    /// <summary><c>send-proxy-v2</c> and its longer forms.</summary>
    public bool SendsProxyV2 { get; init; }

    /// <summary>Fields that <c>send-proxy-v2-ssl</c> and <c>-cn</c> ask for.</summary>
    public ProxyHeaderFields ProxyFields { get; init; }

    /// <summary><c>proxy-v2-options</c>.</summary>
    public ProxyHeaderFields ProxyOptions { get; init; }

    /// <summary><c>source</c>; null = the backend's.</summary>
    public SourceAddressConfig? Source { get; init; }

    /// <summary><c>on-marked-down shutdown-sessions</c>.</summary>
    public bool ShutdownConnectionsOnMarkedDown { get; init; }

    /// <summary>PROXY header of server legs; null = none.</summary>
    public ProxyHeaderConfig? ProxyHeader => SendsProxyV2
        ? new ProxyHeaderConfig(2, ProxyFields | ProxyOptions)
        : SendsProxyV1 ? new ProxyHeaderConfig(1, ProxyHeaderFields.None) : null;
}
