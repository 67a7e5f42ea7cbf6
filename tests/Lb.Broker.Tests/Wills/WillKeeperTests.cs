using Lb.Broker.Sessions;
using Lb.Broker.Subscriptions;
using Lb.Broker.Tests.Delivery;
using Lb.Broker.Time;
using Lb.Broker.Wills;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Wills;

public sealed class WillKeeperTests : IDisposable
{
    private readonly BrokerParts _parts = new();
    private readonly WillKeeper _keeper;
    private readonly Session _dying;
    private readonly FakeOutbox _watching;

    public WillKeeperTests()
    {
        _keeper = new WillKeeper(_parts.State.Router, new LockedSchedule(_parts.State.Deadlines, _parts.State.Gate), _parts.Clock);
        _dying = _parts.Session("dying");
        var watcher = _parts.Session("watcher");
        _parts.Subscribe(watcher, new SessionSubscription("wills/#", QualityOfService.ExactlyOnce));
        _watching = BrokerParts.Attach(watcher);
    }

    public void Dispose() => _parts.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    public void PublishesAtOnce_WhenThereIsNoDelay(int? delay)
    {
        _dying.Will = Will("gone", (uint?)delay);

        _keeper.Release(_dying, _parts.Turn);

        Assert.Equal(["gone"], _watching.Payloads);
        Assert.Null(_dying.Will);
    }

    [Fact]
    public void PublishesOnce_WhenTheDelayHasPassed()
    {
        _dying.Will = Will("gone", delay: 10);
        _keeper.Release(_dying, _parts.Turn);

        _parts.Clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Empty(_watching.Packets);
        _parts.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["gone"], _watching.Payloads);
        Assert.Equal(1, _watching.Flushes);
        _keeper.ReleaseNow(_dying, _parts.Turn);
        Assert.Single(_watching.Packets);
    }

    [Fact]
    public void DoesNotWaitAnyLonger_WhenTheSessionEnds()
    {
        _dying.Will = Will("gone", delay: 10);
        _keeper.Release(_dying, _parts.Turn);

        _keeper.ReleaseNow(_dying, _parts.Turn);

        Assert.Equal(["gone"], _watching.Payloads);
        Assert.Equal(0, _parts.State.Deadlines.Count);
        _parts.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Single(_watching.Packets);
    }

    [Fact]
    public void PublishesNothing_WhenTheWillIsWithdrawn()
    {
        _dying.Will = Will("gone", delay: 10);
        _keeper.Release(_dying, _parts.Turn);

        WillKeeper.Withdraw(_dying);
        _parts.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Empty(_watching.Packets);
        Assert.Null(_dying.Will);
        Assert.Equal(0, _parts.State.Deadlines.Count);
    }

    [Fact]
    public void PublishesNothing_WhenThereIsNoWill()
    {
        _keeper.Release(_dying, _parts.Turn);
        _keeper.ReleaseNow(_dying, _parts.Turn);

        Assert.Empty(_watching.Packets);
        Assert.Equal(0, _parts.State.Deadlines.Count);
    }

    // A deadline that is late, because it waits for the broker's lock meanwhile, is LockedScheduleTests' matter.
    [Fact]
    public void LeavesALaterWillAlone_WhenTheTimeOfAnEarlierOneHasCome()
    {
        _dying.Will = Will("first", delay: 10);
        _keeper.Release(_dying, _parts.Turn);

        WillKeeper.Withdraw(_dying);
        _dying.Will = Will("second", delay: 100);
        _keeper.Release(_dying, _parts.Turn);
        _parts.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Empty(_watching.Packets);
        Assert.NotNull(_dying.Will);
    }

    [Fact]
    public void PublishesAllThatTheWillSays_WithALifetimeFromThenOn()
    {
        _dying.Will = Will("gone", delay: 10) with { QoS = QualityOfService.ExactlyOnce, Retain = true };
        _keeper.Release(_dying, _parts.Turn);

        _parts.Clock.Advance(TimeSpan.FromSeconds(10));

        var published = Assert.Single(_watching.Messages);
        Assert.Equal(("wills/a", QualityOfService.ExactlyOnce, false), (published.Topic, published.QoS, published.Retain));
        Assert.Equal((60u, "type", "answers"), (
            published.Properties.MessageExpiryInterval, published.Properties.ContentType, published.Properties.ResponseTopic));
        Assert.Equal((PayloadFormat.Utf8, 2), (published.Properties.PayloadFormatIndicator, published.Properties.CorrelationData?.Length));
        Assert.Equal([new UserProperty("k", "v")], published.Properties.UserProperties);
        var retained = Assert.Single(_parts.State.Retained.All);
        Assert.Equal("dying", retained.PublisherId);
    }

    private static WillMessage Will(string payload, uint? delay) => new()
    {
        Topic = "wills/a",
        Payload = System.Text.Encoding.UTF8.GetBytes(payload),
        Properties = new WillProperties
        {
            WillDelayInterval = delay,
            MessageExpiryInterval = 60,
            PayloadFormatIndicator = PayloadFormat.Utf8,
            ContentType = "type",
            ResponseTopic = "answers",
            CorrelationData = new byte[2],
            UserProperties = [new("k", "v")],
        },
    };
}
