using Lb.Core.Closing;

namespace Lb.Core.Counters;

/// <summary>Counts of one frontend (<c>haproxy_frontend_*</c>).</summary>
public sealed class FrontendCounters(TimeProvider time)
{
    /// <summary>Connections that are open.</summary>
    public Gauge Sessions { get; } = new();

    /// <summary>Connections that passed the <c>tcp-request connection</c> rules, the PROXY header and the TLS handshake.</summary>
    public Counter SessionsTotal { get; } = new();

    /// <summary>Client legs accepted.</summary>
    public Counter ConnectionsTotal { get; } = new();

    /// <summary>Client legs accepted in the last second.</summary>
    public EventRate ConnectionRate { get; } = new(time);

    /// <summary>Connections counted by <see cref="SessionsTotal"/> in the last second.</summary>
    public EventRate SessionRate { get; } = new(time);

    /// <summary>Bytes from clients; added when a connection ends.</summary>
    public Counter BytesIn { get; } = new();

    /// <summary>Bytes to clients; added when a connection ends.</summary>
    public Counter BytesOut { get; } = new();

    /// <summary>Client legs refused by <c>tcp-request connection reject</c>.</summary>
    public Counter DeniedConnections { get; } = new();

    /// <summary>Connections refused by <c>tcp-request content reject</c>.</summary>
    public Counter DeniedRequests { get; } = new();

    /// <summary>Connections that ended before they reached a backend by the client's doing: bad header, bad CONNECT, gone.</summary>
    public Counter RequestErrors { get; } = new();

    /// <summary>TLS handshakes that failed or took too long.</summary>
    public Counter HandshakeErrors { get; } = new();

    /// <summary>Ends of connections, by reason.</summary>
    public CounterFamily<CloseReason> CloseReasons { get; } = new();

    /// <summary>Connections that ended by a bug of this program.</summary>
    public Counter InternalErrors { get; } = new();
}
