namespace Lb.Broker;

/// <summary>The counts behind <see cref="BrokerCounters"/>; each is changed with <see cref="Interlocked"/>.</summary>
internal sealed class Counters
{
    private long _accepted;
    private long _refused;
    private long _connections;
    private long _received;
    private long _sent;
    private long _dropped;
    private long _failures;
    private long _expired;

    public long AcceptedConnections => Interlocked.Read(ref _accepted);

    public long DroppedMessages => Interlocked.Read(ref _dropped);

    /// <summary>Sessions that ended because their client stayed away for too long.</summary>
    public long ExpiredSessions => Interlocked.Read(ref _expired);

    public long Accepted() => Interlocked.Increment(ref _accepted);

    public void Refused() => Interlocked.Increment(ref _refused);

    public void Connected() => Interlocked.Increment(ref _connections);

    public void Disconnected() => Interlocked.Decrement(ref _connections);

    public void Received() => Interlocked.Increment(ref _received);

    public void Sent() => Interlocked.Increment(ref _sent);

    public void Dropped() => Interlocked.Increment(ref _dropped);

    public void Expired() => Interlocked.Increment(ref _expired);

    public void Failed() => Interlocked.Increment(ref _failures);

    public BrokerCounters Read(long sessions, long subscriptions, long retained) => new()
    {
        Connections = Interlocked.Read(ref _connections),
        Sessions = sessions,
        Subscriptions = subscriptions,
        RetainedMessages = retained,
        AcceptedConnections = Interlocked.Read(ref _accepted),
        RefusedConnections = Interlocked.Read(ref _refused),
        ReceivedMessages = Interlocked.Read(ref _received),
        SentMessages = Interlocked.Read(ref _sent),
        DroppedMessages = Interlocked.Read(ref _dropped),
        Failures = Interlocked.Read(ref _failures),
    };
}
