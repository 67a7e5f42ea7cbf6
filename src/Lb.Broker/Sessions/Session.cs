using Lb.Broker.Access;
using Lb.Broker.Connections;
using Lb.Broker.Subscriptions;
using Lb.Broker.Time;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Sessions;

/// <summary>What the broker keeps for one client id, with or without a connection (MQTT 5.0 section 4.1). Guarded by the broker's lock.</summary>
internal sealed class Session(string clientId, BrokerOptions options, Counters counters)
{
    /// <summary>The session expiry interval that means never.</summary>
    public const uint NeverExpires = uint.MaxValue;

    public string ClientId => clientId;

    public Dictionary<string, SessionSubscription> Subscriptions { get; } = new(0, StringComparer.Ordinal);

    public OutgoingMessages Outgoing { get; } = new(options, counters);

    public IncomingWindow Incoming { get; } = new();

    /// <summary>The connection that uses the session now.</summary>
    public ClientConnection? Connection { get; set; }

    /// <summary>The user of the present or last connection; null for a client without a user name.</summary>
    public string? User { get; private set; }

    /// <summary>What the client may publish and get; null for everything.</summary>
    public TopicRights? Rights { get; private set; }

    /// <summary>Seconds that the session outlives its connection; <see cref="NeverExpires"/> for ever.</summary>
    public uint ExpirySeconds { get; set; }

    /// <summary>The will of the present or, while it waits for its delay, of the last connection.</summary>
    public WillMessage? Will { get; set; }

    /// <summary>Set while the will waits for its delay.</summary>
    public LockedDeadline? WillDue { get; set; }

    /// <summary>When that is over; null while the will does not wait.</summary>
    public DateTimeOffset? WillDueAt { get; set; }

    /// <summary>Set while the client is away and the session has an end.</summary>
    public LockedDeadline? Expiry { get; set; }

    /// <summary>When that is; null while a connection uses the session, and for a session without an end.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>A connection came as this user, with these rights.</summary>
    public void Identify(string? user, TopicRights? rights)
    {
        User = user;
        Rights = rights;
    }
}
