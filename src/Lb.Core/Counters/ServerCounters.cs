namespace Lb.Core.Counters;

/// <summary>Counts of one server (<c>haproxy_server_*</c>). Connections that are open are counted by its slots.</summary>
public sealed class ServerCounters(TimeProvider time)
{
    /// <summary>Connections that were sent to this server.</summary>
    public Counter SessionsTotal { get; } = new();

    /// <summary>The same in the last second.</summary>
    public EventRate SessionRate { get; } = new(time);

    /// <summary>Times that the balancer picked this server, persistence not counted.</summary>
    public Counter LoadBalanced { get; } = new();

    /// <summary>Bytes from clients; added when a connection ends.</summary>
    public Counter BytesIn { get; } = new();

    /// <summary>Bytes to clients; added when a connection ends.</summary>
    public Counter BytesOut { get; } = new();

    /// <summary>Attempts to connect.</summary>
    public Counter ConnectionAttempts { get; } = new();

    /// <summary>Connections given up here after the last attempt.</summary>
    public Counter ConnectionErrors { get; } = new();

    /// <summary>Further attempts on this server.</summary>
    public Counter Retries { get; } = new();

    /// <summary>Connections that left for another server after an attempt here failed.</summary>
    public Counter Redispatches { get; } = new();

    /// <summary>Connections that the client broke off while bytes were relayed.</summary>
    public Counter ClientAborts { get; } = new();

    /// <summary>Connections that the server broke off while bytes were relayed.</summary>
    public Counter ServerAborts { get; } = new();

    /// <summary>Checks that failed while the server was not down already.</summary>
    public Counter CheckFailures { get; } = new();

    /// <summary>Times that the server went from up to down.</summary>
    public Counter DownTransitions { get; } = new();

    /// <summary>Connections that wait for a slot of this server.</summary>
    public Gauge Queue { get; } = new();

    /// <summary>Wait for a slot.</summary>
    public AverageTime QueueTime { get; } = new();

    /// <summary>Time to connect.</summary>
    public AverageTime ConnectTime { get; } = new();

    /// <summary>Length of connections.</summary>
    public AverageTime TotalTime { get; } = new();
}
