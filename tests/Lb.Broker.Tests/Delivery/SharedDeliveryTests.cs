using Lb.Broker.Sessions;
using Lb.Broker.Subscriptions;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Delivery;

public sealed class SharedDeliveryTests : IDisposable
{
    private static readonly SessionSubscription Shared = new("a", QualityOfService.ExactlyOnce) { ShareName = "g" };

    private readonly BrokerParts _parts = new(options => options with { MaximumWaitingMessages = 2, MaximumInFlight = 2 });
    private readonly Session _one;
    private readonly Session _two;

    public SharedDeliveryTests()
    {
        (_one, _two) = (_parts.Session("one"), _parts.Session("two"));
        _parts.Subscribe(_one, Shared);
        _parts.Subscribe(_two, Shared);
    }

    public void Dispose() => _parts.Dispose();

    [Fact]
    public void TakesTurns_BetweenThoseWhoAreConnected()
    {
        var three = _parts.Session("three");
        _parts.Subscribe(three, Shared);
        var (first, second) = (BrokerParts.Attach(_one), BrokerParts.Attach(_two));

        Publish(4);

        Assert.Equal(["0", "2"], first.Payloads);
        Assert.Equal(["1", "3"], second.Payloads);
        Assert.Equal(0, three.Outgoing.Count);
    }

    [Fact]
    public void TakesTurns_BetweenAll_WhenNobodyIsConnected()
    {
        Publish(4);

        Assert.Equal(["0", "2"], BrokerParts.Attach(_one).Payloads);
        Assert.Equal(["1", "3"], BrokerParts.Attach(_two).Payloads);
    }

    [Fact]
    public void GoesToTheNext_WhenAMemberHasNoRoom()
    {
        var (first, second) = (BrokerParts.Attach(_one, receiveMaximum: 1), BrokerParts.Attach(_two));

        Publish(8);

        // One in flight and two waiting here, two and two there; the last finds no room at all.
        Assert.Equal((3, 4, 1L), (_one.Outgoing.Count, _two.Outgoing.Count, _parts.Dropped));
        Assert.Equal((1, 2), (first.Messages.Count, second.Messages.Count));
    }

    [Fact]
    public void GoesToTheNext_WhenAMemberMayNotGetIt()
    {
        var (first, second) = (BrokerParts.Attach(_one), BrokerParts.Attach(_two));
        _one.Identify("anna", BrokerParts.AllBut("a"));

        Publish(2);

        Assert.Empty(first.Messages);
        Assert.Equal(["0", "1"], second.Payloads);
    }

    [Fact]
    public void CountsALostMessage_WhenItHasQoS0AndNobodyIsConnected()
    {
        Publish(1, qos: 0);

        Assert.Equal((0, 0, 1L), (_one.Outgoing.Count, _two.Outgoing.Count, _parts.Dropped));
    }

    [Fact]
    public void HandsOverWhatWaits_OnlyToSomebodyWhoIsConnected()
    {
        Publish(3);
        _parts.State.Shared.HandOverUnsent(_one, _parts.Turn);
        Assert.Equal((2, 1), (_one.Outgoing.Count, _two.Outgoing.Count));

        var second = BrokerParts.Attach(_two);
        _parts.State.Shared.HandOverUnsent(_one, _parts.Turn);
        _parts.Turn.Flush();

        Assert.Equal(["1", "0"], second.Payloads);
        Assert.Equal((0, 3, 1), (_one.Outgoing.Count, _two.Outgoing.Count, second.Flushes));
    }

    [Fact]
    public void HandsOverOnlyWhatWaitsForTheGroup_WhenAMemberUnsubscribes()
    {
        BrokerParts.Attach(_one, receiveMaximum: 1);
        Publish(1);
        _one.Outgoing.Deliver(_parts.Dispatch("own"));
        _parts.Unsubscribe(_two, Shared);
        Publish(1);
        _parts.Subscribe(_two, Shared);
        var second = BrokerParts.Attach(_two);
        var group = _parts.State.Subscriptions.FindGroup(Shared)!;
        _parts.Unsubscribe(_one, Shared);

        _parts.State.Shared.HandOverUnsent(_one, group, _parts.Turn);

        Assert.Equal(["0"], second.Payloads);
        Assert.Equal(2, _one.Outgoing.Count);
    }

    [Fact]
    public void HandsOverAllButQoS2InFlight_WhenASessionEnds()
    {
        BrokerParts.Attach(_one);
        _parts.Unsubscribe(_two, Shared);
        Publish(1, qos: 2, "twice");
        Publish(1, qos: 1, "once");
        Publish(1, qos: 2, "waiting");
        _one.Outgoing.Deliver(_parts.Dispatch("own"));
        _parts.Subscribe(_two, Shared);
        var second = BrokerParts.Attach(_two);
        _parts.Unsubscribe(_one, Shared);

        _parts.State.Shared.HandOverAll(_one, _parts.Turn);

        Assert.Equal(["once", "waiting"], second.Payloads);
        Assert.All(second.Messages, message => Assert.False(message.Duplicate));
    }

    [Fact]
    public void ForgetsWhatItWouldHandOver_WhenNobodyIsLeft()
    {
        Publish(1);
        _parts.Unsubscribe(_one, Shared);
        _parts.Unsubscribe(_two, Shared);

        _parts.State.Shared.HandOverAll(_one, _parts.Turn);

        // Nobody who subscribes lost anything.
        Assert.Equal((0, 0, 0L), (_one.Outgoing.Count, _two.Outgoing.Count, _parts.Dropped));
    }

    private void Publish(int count, int qos = 1, string? payload = null)
    {
        for (var i = 0; i < count; i++) _parts.State.Router.Publish(_parts.Message(payload ?? $"{i}", qos), null, _parts.Turn);
    }
}
