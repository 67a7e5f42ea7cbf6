using Lb.Broker.Connections;
using Lb.Broker.Sessions;
using Lb.Broker.Subscriptions;
using Lb.Broker.Tests.Delivery;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Sessions;

public sealed class SessionRegistryTests : IDisposable
{
    private static readonly SessionSubscription Filter = new("a", QualityOfService.AtLeastOnce);

    private readonly BrokerParts _parts = new();
    private readonly SessionRegistry _sessions;

    public SessionRegistryTests() => _sessions = _parts.State.Sessions;

    public void Dispose() => _parts.Dispose();

    [Fact]
    public void KeepsASessionForItsExpiry_AndGivesItToTheNextConnection()
    {
        var first = Open(expiry: 10, present: false);
        var session = first.Session!;
        _parts.Subscribe(session, Filter);
        Detach(first);
        _parts.Clock.Advance(TimeSpan.FromSeconds(9));

        var second = Open(expiry: 10, present: true);

        Assert.Same(session, second.Session);
        Assert.Same(second, session.Connection);
        // The expiry of the absence is over with it.
        _parts.Clock.Advance(TimeSpan.FromSeconds(100));
        Assert.Equal((1, 0L), (_sessions.Count, _parts.State.Counters.ExpiredSessions));
    }

    [Fact]
    public void EndsASessionWithAllItHas_WhenItsExpiryHasPassed()
    {
        var connection = Open(expiry: 10, present: false);
        _parts.Subscribe(connection.Session!, Filter);
        Detach(connection);
        Assert.Equal(_parts.Clock.GetUtcNow() + TimeSpan.FromSeconds(10), connection.Session!.ExpiresAt);

        _parts.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal((0, 0, 1L), (_sessions.Count, _parts.State.Subscriptions.Count, _parts.State.Counters.ExpiredSessions));
        Assert.Null(_sessions.Find("me"));
        Open(expiry: 10, present: false);
    }

    [Fact]
    public void EndsASessionWithItsConnection_WhenItHasNoExpiry()
    {
        var connection = Open(expiry: 0, present: false);
        _parts.Subscribe(connection.Session!, Filter);

        Detach(connection);

        Assert.Equal((0, 0, 0L), (_sessions.Count, _parts.State.Subscriptions.Count, _parts.State.Counters.ExpiredSessions));
    }

    [Fact]
    public void NeverEndsASession_WhoseExpiryIsTheLargestNumber()
    {
        Detach(Open(Session.NeverExpires, present: false));

        _parts.Clock.Advance(TimeSpan.FromDays(100_000));

        Assert.Equal((1, 0), (_sessions.Count, _parts.State.Deadlines.Count));
    }

    [Theory]
    [InlineData(MqttProtocolVersion.V31, false, 1)]
    [InlineData(MqttProtocolVersion.V311, false, 1)]
    [InlineData(MqttProtocolVersion.V31, true, 0)]
    [InlineData(MqttProtocolVersion.V311, true, 0)]
    public void KeepsASessionOfMqtt3ForEver_UnlessItIsClean(MqttProtocolVersion version, bool clean, int count)
    {
        var connection = _parts.Connection();
        _sessions.Open(connection, new ConnectPacket { ProtocolVersion = version, ClientId = "me", CleanStart = clean }, _parts.Turn);
        Detach(connection);

        _parts.Clock.Advance(TimeSpan.FromDays(100_000));

        Assert.Equal(count, _sessions.Count);
    }

    [Fact]
    public void BeginsAnew_WhenTheClientStartsClean()
    {
        var first = Open(expiry: 10, present: false);
        _parts.Subscribe(first.Session!, Filter);
        Detach(first);

        var second = Open(expiry: 20, present: false, cleanStart: true);
        _parts.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.NotSame(first.Session, second.Session);
        Assert.Equal((1, 0), (_sessions.Count, _parts.State.Subscriptions.Count));
        Assert.Same(second.Session, _sessions.Find("me"));
    }

    [Fact]
    public void TellsClientIdsApart_ThatDifferInOneCharacter()
    {
        Detach(Open(expiry: 10, present: false));

        Open(expiry: 10, present: false, clientId: "Me");

        Assert.Equal(2, _sessions.Count);
    }

    [Fact]
    public void LeavesTheSessionToItsNewConnection_WhenTheOldOneEndsLate()
    {
        var old = Open(expiry: 0, present: false);
        var young = Open(expiry: 0, present: true);

        Detach(old);

        Assert.Same(young, _sessions.Find("me")!.Connection);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void PublishesTheWillWithTheSessionsEnd_OnlyWhenItIsDue(bool withWill, int count)
    {
        var watching = Watch();
        var connection = Open(expiry: 0, present: false, will: new WillMessage { Topic = "w" });

        _sessions.Detach(connection, withWill, _parts.Turn);

        Assert.Equal(count, watching.Messages.Count);
    }

    [Fact]
    public void ForgetsTheWillOfAnEarlierConnection_WhenTheClientIsBackInTime()
    {
        var watching = Watch();
        Detach(Open(expiry: 100, present: false, will: new WillMessage { Topic = "w", Properties = new WillProperties { WillDelayInterval = 10 } }));

        var back = Open(expiry: 0, present: true);
        _parts.Clock.Advance(TimeSpan.FromSeconds(10));
        Detach(back);

        Assert.Empty(watching.Messages);
        Assert.Equal(0, _sessions.Count);
    }

    private ClientConnection Open(uint expiry, bool present, bool cleanStart = false, string clientId = "me", WillMessage? will = null)
    {
        var connection = _parts.Connection();
        var found = _sessions.Open(
            connection,
            new ConnectPacket
            {
                ProtocolVersion = MqttProtocolVersion.V5,
                ClientId = clientId,
                CleanStart = cleanStart,
                Will = will,
                Properties = new ConnectProperties { SessionExpiryInterval = expiry },
            },
            _parts.Turn);
        Assert.Equal(present, found);
        return connection;
    }

    private void Detach(ClientConnection connection) => _sessions.Detach(connection, withWill: true, _parts.Turn);

    private FakeOutbox Watch()
    {
        var watcher = _parts.Session("watcher");
        _parts.Subscribe(watcher, new SessionSubscription("w", QualityOfService.AtLeastOnce));
        return BrokerParts.Attach(watcher);
    }
}
