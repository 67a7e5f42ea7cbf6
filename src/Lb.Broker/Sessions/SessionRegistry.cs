using Lb.Broker.Access;
using Lb.Broker.Connections;
using Lb.Broker.Delivery;
using Lb.Broker.Persistence;
using Lb.Broker.Subscriptions;
using Lb.Broker.Time;
using Lb.Broker.Wills;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Sessions;

/// <summary>All sessions: they begin, lose their connection, are resumed, expire.</summary>
/// <remarks>MQTT 5.0 sections 3.1.2.4, 3.1.2.11.2 and 4.1. Guarded by the broker's lock.</remarks>
internal sealed class SessionRegistry(
    BrokerOptions options, Counters counters, SubscriptionTable<Session> subscriptions, SharedDelivery shared, WillKeeper wills,
    LockedSchedule schedule)
{
    private readonly Dictionary<string, Session> _sessions = new(StringComparer.Ordinal);

    /// <summary>How many sessions there are, with and without a connection.</summary>
    public int Count => _sessions.Count;

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<Session> All => _sessions.Values;

    /// <summary>The session of a client id, if there is one.</summary>
    public Session? Find(string clientId) => _sessions.GetValueOrDefault(clientId);

    /// <summary>Gives a connection its session: the stored one, or a new one.</summary>
    /// <param name="connection">The new connection; the session's former one must be detached already.</param>
    /// <param name="connect">Its CONNECT, with the client id that counts.</param>
    /// <param name="turn">Learns whom the will of an ended session went to.</param>
    /// <returns>Whether the session was there before.</returns>
    public bool Open(ClientConnection connection, ConnectPacket connect, Turn turn)
    {
        var stored = Find(connect.ClientId);
        if (stored is not null && connect.CleanStart)
        {
            End(stored, turn);
            stored = null;
        }
        var session = stored ?? Add(connect.ClientId);
        WillKeeper.Withdraw(session);
        session.Expiry?.Cancel();
        session.Expiry = null;
        session.ExpiresAt = null;
        session.Will = connect.Will;
        session.ExpirySeconds = ExpiryOf(connect);
        session.Connection = connection;
        connection.Session = session;
        return stored is not null;
    }

    /// <summary>Parts a session from its connection: sends or schedules the will, and lets the session expire. No effect when another
    /// connection uses the session by now.</summary>
    public void Detach(ClientConnection connection, bool withWill, Turn turn)
    {
        if (connection.Session is not { } session || session.Connection != connection) return;
        session.Connection = null;
        session.Outgoing.Detach();
        if (!withWill) session.Will = null;
        if (session.ExpirySeconds == 0)
        {
            End(session, turn);
            return;
        }
        shared.HandOverUnsent(session, turn);
        wills.Release(session, turn);
        if (session.ExpirySeconds != Session.NeverExpires) ExpireAfter(session, TimeSpan.FromSeconds(session.ExpirySeconds));
    }

    /// <summary>Takes in a session of before a restart with its subscriptions; its client is away.</summary>
    /// <param name="record">The session.</param>
    /// <param name="rights">What its client may publish and get; null for everything.</param>
    public void Restore(SessionRecord record, TopicRights? rights)
    {
        var session = Add(record.ClientId);
        session.Identify(record.User, rights);
        session.ExpirySeconds = record.ExpirySeconds;
        session.Will = record.Will;
        foreach (var subscription in record.Subscriptions)
        {
            session.Subscriptions[subscription.FullFilter] = subscription;
            subscriptions.Add(session, subscription);
        }
        foreach (var packetId in record.Incoming) session.Incoming.Receive(packetId, ushort.MaxValue);
    }

    /// <summary>Takes in what is on its way to a restored session, once all sessions are there: shared subscriptions have several.</summary>
    /// <param name="record">The session.</param>
    /// <param name="clock">Translates its times.</param>
    public void RestoreMessages(SessionRecord record, SnapshotClock clock)
    {
        var outgoing = _sessions[record.ClientId].Outgoing;
        foreach (var sent in record.InFlight) outgoing.Restore(sent.PacketId, sent.Dispatch?.ToDispatch(clock, subscriptions));
        foreach (var waiting in record.Waiting) outgoing.Deliver(waiting.ToDispatch(clock, subscriptions));
    }

    /// <summary>Sends or schedules the will of a restored session, and lets the session expire, once all have their messages.</summary>
    /// <param name="record">The session.</param>
    /// <param name="clock">Translates its times.</param>
    /// <param name="turn">Learns whom its will went to.</param>
    public void ResumeAbsence(SessionRecord record, SnapshotClock clock, Turn turn)
    {
        var session = _sessions[record.ClientId];
        wills.Resume(session, record.WillDueAt, turn);
        if (record.ExpiresAt is { } end) ExpireAfter(session, end - clock.Now);
    }

    private void ExpireAfter(Session session, TimeSpan time)
    {
        session.ExpiresAt = options.Clock.GetUtcNow() + time;
        session.Expiry = schedule.After(time, turn => Expire(session, turn));
    }

    private static uint ExpiryOf(ConnectPacket connect)
    {
        if (connect.ProtocolVersion == MqttProtocolVersion.V5) return connect.Properties.SessionExpiryInterval ?? 0;
        return connect.CleanStart ? 0 : Session.NeverExpires;
    }

    private Session Add(string clientId)
    {
        var session = new Session(clientId, options, counters);
        _sessions.Add(clientId, session);
        return session;
    }

    private void Expire(Session session, Turn turn)
    {
        counters.Expired();
        End(session, turn);
    }

    private void End(Session session, Turn turn)
    {
        session.Expiry?.Cancel();
        foreach (var subscription in session.Subscriptions.Values) subscriptions.Remove(session, subscription);
        _sessions.Remove(session.ClientId);
        shared.HandOverAll(session, turn);
        wills.ReleaseNow(session, turn);
    }
}
