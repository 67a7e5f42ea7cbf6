using System.Net;
using System.Net.Sockets;
using System.Text;
using Lb.Broker.Access;
using Lb.Broker.Connections;
using Lb.Broker.Delivery;
using Lb.Broker.Sessions;
using Lb.Broker.Subscriptions;
using Lb.Broker.SystemTopics;
using Lb.Protocol.Mqtt;
using Lb.Testing.Time;

namespace Lb.Broker.Tests.Delivery;

/// <summary>The parts of a broker without sockets and threads, their clock moved by hand.</summary>
internal sealed class BrokerParts : IDisposable
{
    private static readonly IPEndPoint Somewhere = new(IPAddress.Loopback, 1);

    private readonly List<Socket> _sockets = [];

    public BrokerParts(Func<BrokerOptions, BrokerOptions>? change = null)
    {
        var options = new BrokerOptions { Clock = Clock };
        State = new BrokerState(change is null ? options : change(options));
    }

    public ManualTimeProvider Clock { get; } = new();

    public BrokerState State { get; }

    public Turn Turn { get; } = new();

    public long Dropped => State.Counters.DroppedMessages;

    /// <summary>A message that expires after so many seconds, or never.</summary>
    public Message Message(string payload, int qos = 1, string topic = "a", bool retain = false, uint? expiry = null) =>
        new(topic, Encoding.UTF8.GetBytes(payload), (QualityOfService)qos, retain) { ExpiresAt = MessageExpiry.At(Clock, expiry) };

    public Dispatch Dispatch(string payload, int qos = 1, uint? expiry = null) =>
        new(Message(payload, qos, expiry: expiry), (QualityOfService)qos, Retain: false, []);

    /// <summary>A session that no registry knows.</summary>
    public Session Session(string clientId) => new(clientId, State.Options, State.Counters);

    /// <summary>A connection that is never read from nor written to.</summary>
    public ClientConnection Connection()
    {
        _sockets.Add(new Socket(SocketType.Stream, ProtocolType.Tcp));
        var transport = new ClientTransport(_sockets[^1], Stream.Null, new Traffic());
        return new ClientConnection(State, new BrokerConnection(1, Somewhere, Somewhere, Somewhere), transport);
    }

    public void Subscribe(Session session, SessionSubscription subscription)
    {
        session.Subscriptions[subscription.FullFilter] = subscription;
        State.Subscriptions.Add(session, subscription);
    }

    public void Unsubscribe(Session session, SessionSubscription subscription)
    {
        session.Subscriptions.Remove(subscription.FullFilter);
        State.Subscriptions.Remove(session, subscription);
    }

    /// <summary>Rights to publish and get everything but what a filter matches.</summary>
    public static TopicRights AllBut(string filter) => new([new AccessRule(Allows: false, AccessKind.ReadWrite, filter)], allowsTheRest: true, []);

    /// <summary>Gives a session a connection that remembers what it gets.</summary>
    public static FakeOutbox Attach(Session session, int receiveMaximum = ushort.MaxValue, SizeLimit? limit = null)
    {
        var outbox = new FakeOutbox();
        session.Outgoing.Attach(outbox, receiveMaximum, limit);
        return outbox;
    }

    public void Dispose()
    {
        State.Dispose();
        foreach (var socket in _sockets) socket.Dispose();
    }
}
