using Lb.Core.State;

namespace Lb.Proxy.Connections;

/// <summary>Everything that the end of a connection needs, as a value without references: it travels with the relay
/// (<see cref="Lb.Transport.Relaying.RelayTag"/>), so that no object of ours is alive for a connection that relays.</summary>
internal struct ConnectionAccount
{
    private static readonly TimeSpan NotReached = TimeSpan.MinValue;
    private TimeSpan _queueTime;
    private TimeSpan _connectTime;

    /// <summary>When the client leg was accepted, local time.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>The same for measuring.</summary>
    public required long AcceptedTimestamp { get; init; }

    /// <summary>The client.</summary>
    public PackedAddress Client { get; init; }

    /// <summary>The address that it connected to, where its log line tells it.</summary>
    public PackedAddress LocalAddress { get; init; }

    /// <summary>Index of its bind, see <see cref="BoundFrontends"/>.</summary>
    public required int Bind { get; init; }

    /// <summary>Index of its backend, see <see cref="RuntimeState.Backends"/>; -1 = none.</summary>
    public required int Backend { get; init; }

    /// <summary>Index of the server that was tried last, see <see cref="RuntimeState.Servers"/>; -1 = none.</summary>
    public required int Server { get; init; }

    /// <summary>Whether a slot of the server is held.</summary>
    public bool HoldsSlot { get; init; }

    /// <summary>Whether it came through the handshake into the proxy.</summary>
    public bool IsInProxy { get; init; }

    /// <summary>Whether it moved to another server after a failed attempt.</summary>
    public bool Redispatched { get; init; }

    /// <summary>Attempts after the first.</summary>
    public int Retries { get; init; }

    /// <summary>Connections before it in the server's queue.</summary>
    public int ServerQueue { get; init; }

    /// <summary>Connections before it in the backend's queue.</summary>
    public int BackendQueue { get; init; }

    /// <summary>Wait in queues; null = did not get that far.</summary>
    public TimeSpan? QueueTime
    {
        readonly get => OrNull(_queueTime);
        init => _queueTime = value ?? NotReached;
    }

    /// <summary>Time to connect to the server; null = did not get that far.</summary>
    public TimeSpan? ConnectTime
    {
        readonly get => OrNull(_connectTime);
        init => _connectTime = value ?? NotReached;
    }

    private static TimeSpan? OrNull(TimeSpan time) => time == NotReached ? null : time;
}
