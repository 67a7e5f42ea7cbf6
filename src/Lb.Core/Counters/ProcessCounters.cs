namespace Lb.Core.Counters;

/// <summary>Counts of the whole process (<c>haproxy_process_*</c>).</summary>
public sealed class ProcessCounters(TimeProvider time)
{
    /// <summary>Client legs that are open, all frontends together.</summary>
    public Gauge Connections { get; } = new();

    /// <summary>Client legs accepted.</summary>
    public Counter ConnectionsTotal { get; } = new();

    /// <summary>Client legs accepted in the last second.</summary>
    public EventRate ConnectionRate { get; } = new(time);

    /// <summary>Client legs with TLS that are open.</summary>
    public Gauge TlsConnections { get; } = new();

    /// <summary>Client legs with TLS accepted.</summary>
    public Counter TlsConnectionsTotal { get; } = new();

    /// <summary>Client legs with TLS accepted in the last second.</summary>
    public EventRate TlsConnectionRate { get; } = new(time);

    /// <summary>TLS handshakes with clients.</summary>
    public HandshakeCounters Handshakes { get; } = new(time);

    /// <summary>Connections that ended by a bug of this program.</summary>
    public Counter InternalErrors { get; } = new();

    /// <summary>Log lines that no sink could take.</summary>
    public Counter DroppedLogs { get; } = new();
}
