namespace Lb.Core.Counters;

/// <summary>Counts of one backend (<c>haproxy_backend_*</c>).</summary>
public sealed class BackendCounters(TimeProvider time)
{
    /// <summary>Connections that this backend was chosen for and that are open.</summary>
    public Gauge Sessions { get; } = new();

    /// <summary>Connections that this backend was chosen for.</summary>
    public Counter SessionsTotal { get; } = new();

    /// <summary>The same in the last second.</summary>
    public EventRate SessionRate { get; } = new(time);

    /// <summary>Times that the balancer picked a server, persistence not counted.</summary>
    public Counter LoadBalanced { get; } = new();

    /// <summary>Bytes from clients to servers; added when a connection ends.</summary>
    public Counter BytesIn { get; } = new();

    /// <summary>Bytes from servers to clients; added when a connection ends.</summary>
    public Counter BytesOut { get; } = new();

    /// <summary>Attempts to connect to a server.</summary>
    public Counter ConnectionAttempts { get; } = new();

    /// <summary>Connections given up because no server could be reached or none was there.</summary>
    public Counter ConnectionErrors { get; } = new();

    /// <summary>Further attempts on the same server.</summary>
    public Counter Retries { get; } = new();

    /// <summary>Further attempts that went to another server.</summary>
    public Counter Redispatches { get; } = new();

    /// <summary>Connections refused by the backend's <c>tcp-request content reject</c>.</summary>
    public Counter DeniedRequests { get; } = new();

    /// <summary>Connections that the client broke off while bytes were relayed.</summary>
    public Counter ClientAborts { get; } = new();

    /// <summary>Connections that the server broke off while bytes were relayed.</summary>
    public Counter ServerAborts { get; } = new();

    /// <summary>Times that the backend lost its last usable server.</summary>
    public Counter DownTransitions { get; } = new();

    /// <summary>Connections that wait for a slot of any server.</summary>
    public Gauge Queue { get; } = new();

    /// <summary>Wait for a slot.</summary>
    public AverageTime QueueTime { get; } = new();

    /// <summary>Time to connect.</summary>
    public AverageTime ConnectTime { get; } = new();

    /// <summary>Length of connections.</summary>
    public AverageTime TotalTime { get; } = new();
}
