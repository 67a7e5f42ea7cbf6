using Lb.Broker.Delivery;
using Lb.Broker.Sessions;
using Lb.Broker.Subscriptions;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Delivery;

public sealed class MessageRouterTests : IDisposable
{
    private readonly BrokerParts _parts = new(options => options with { MaximumRetainedTopics = 1 });
    private readonly Session _one;
    private readonly Session _two;
    private readonly FakeOutbox _first;
    private readonly FakeOutbox _second;

    public MessageRouterTests()
    {
        (_one, _two) = (_parts.Session("one"), _parts.Session("two"));
        (_first, _second) = (BrokerParts.Attach(_one), BrokerParts.Attach(_two));
    }

    public void Dispose() => _parts.Dispose();

    [Fact]
    public void BringsAMessageToAllWhoseFiltersMatch()
    {
        Subscribe(_one, "a/+");
        Subscribe(_two, "a/b");

        Assert.Equal(ReasonCode.Success, Publish(_parts.Message("x", topic: "a/b")));
        Assert.Equal(ReasonCode.Success, Publish(_parts.Message("y", topic: "a/c")));
        Assert.Equal(ReasonCode.NoMatchingSubscribers, Publish(_parts.Message("z", topic: "b")));

        Assert.Equal(["x", "y"], _first.Payloads);
        Assert.Equal(["x"], _second.Payloads);
    }

    [Theory]
    [InlineData(0, 2, 0)]
    [InlineData(2, 1, 1)]
    [InlineData(1, 2, 1)]
    public void SendsWithTheLowerQoS(int published, int subscribed, int sent)
    {
        Subscribe(_one, "a", (QualityOfService)subscribed);

        Publish(_parts.Message("x", published));

        Assert.Equal((QualityOfService)sent, Assert.Single(_first.Messages).QoS);
    }

    [Fact]
    public void SendsOneCopyWithEveryIdentifierAndTheHighestQoS_WhenFiltersOverlap()
    {
        _parts.Subscribe(_one, new SessionSubscription("a", QualityOfService.AtMostOnce) { Identifiers = [1], RetainAsPublished = true });
        _parts.Subscribe(_one, new SessionSubscription("+", QualityOfService.AtLeastOnce) { Identifiers = [2] });
        Subscribe(_two, "#");

        Publish(_parts.Message("x", 2, retain: true));

        var sent = Assert.Single(_first.Messages);
        Assert.Equal((QualityOfService.AtLeastOnce, true), (sent.QoS, sent.Retain));
        Assert.Equal([1u, 2u], sent.Properties.SubscriptionIdentifiers.Order());
        var other = Assert.Single(_second.Messages);
        Assert.Equal((QualityOfService.ExactlyOnce, false, 0), (other.QoS, other.Retain, other.Properties.SubscriptionIdentifiers.Count));
    }

    [Fact]
    public void LeavesItsPublisherOut_WhereItsSubscriptionIsNoLocal()
    {
        _parts.Subscribe(_one, new SessionSubscription("a", QualityOfService.AtLeastOnce) { NoLocal = true });
        _parts.Subscribe(_two, new SessionSubscription("a", QualityOfService.AtLeastOnce) { NoLocal = true });

        Publish(_parts.Message("x"), _one);
        Publish(_parts.Message("y"));

        Assert.Equal(["y"], _first.Payloads);
        Assert.Equal(["x", "y"], _second.Payloads);
    }

    [Fact]
    public void BringsNothing_ThatASubscriberMayNotGet()
    {
        _one.Identify("anna", BrokerParts.AllBut("secret/#"));
        Subscribe(_one, "#");
        Subscribe(_two, "#");

        Publish(_parts.Message("x", topic: "secret/a"));
        Publish(_parts.Message("y", topic: "open"));

        Assert.Equal(["y"], _first.Payloads);
        Assert.Equal(["x", "y"], _second.Payloads);
        Assert.Equal(0, _parts.Dropped);
    }

    [Fact]
    public void BringsNothingToAnybody_WhenTheMessageIsRefused()
    {
        Subscribe(_one, "#");
        Publish(_parts.Message("kept", topic: "first", retain: true));

        Assert.Equal(ReasonCode.QuotaExceeded, Publish(_parts.Message("x", topic: "second", retain: true)));
        Assert.Equal(ReasonCode.Success, Publish(_parts.Message("y", topic: "second")));

        Assert.Equal(["kept", "y"], _first.Payloads);
        Assert.Equal(1, _parts.Dropped);
    }

    [Fact]
    public void FlushesEachConnectionThatGotSomething_WhenTheTurnEnds()
    {
        Subscribe(_one, "a");
        Publish(_parts.Message("x"));
        Publish(_parts.Message("y"));
        Assert.Equal(0, _first.Flushes);

        _parts.Turn.Flush();
        _parts.Turn.Flush();

        Assert.Equal((1, 0), (_first.Flushes, _second.Flushes));
    }

    [Theory]
    [InlineData("two", true, 0)]
    [InlineData("two", false, 1)]
    [InlineData("one", true, 1)]
    public void SendsRetainedMessagesWithTheFlag_ButWithNoLocalNotToWhoPublishedThem(string publisher, bool noLocal, int count)
    {
        Publish(_parts.Message("kept", 2, retain: true) with { PublisherId = publisher });
        var subscription = new SessionSubscription("a", QualityOfService.AtLeastOnce) { NoLocal = noLocal, Identifiers = [7] };

        _parts.State.Router.SendRetained(_two, subscription, _parts.Turn);

        Assert.Equal(count, _second.Messages.Count);
        foreach (var sent in _second.Messages)
        {
            Assert.Equal((QualityOfService.AtLeastOnce, true, false), (sent.QoS, sent.Retain, sent.Duplicate));
            Assert.Equal([7u], sent.Properties.SubscriptionIdentifiers);
        }
    }

    [Fact]
    public void SendsNoRetainedMessage_ThatHasExpiredOrMayNotBeRead()
    {
        Publish(_parts.Message("kept", retain: true, expiry: 5));
        _one.Identify("anna", BrokerParts.AllBut("a"));
        var all = new SessionSubscription("#", QualityOfService.AtLeastOnce);

        _parts.State.Router.SendRetained(_one, all, _parts.Turn);
        _parts.Clock.Advance(TimeSpan.FromSeconds(4));
        _parts.State.Router.SendRetained(_two, all, _parts.Turn);
        _parts.Clock.Advance(TimeSpan.FromSeconds(1));
        _parts.State.Router.SendRetained(_two, all, _parts.Turn);

        Assert.Empty(_first.Messages);
        Assert.Equal(1u, Assert.Single(_second.Messages).Properties.MessageExpiryInterval);
    }

    private ReasonCode Publish(Message message, Session? publisher = null) => _parts.State.Router.Publish(message, publisher, _parts.Turn);

    private void Subscribe(Session session, string filter, QualityOfService qos = QualityOfService.ExactlyOnce) =>
        _parts.Subscribe(session, new SessionSubscription(filter, qos));
}
