using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Behaviour;

public sealed class WillTests : BrokerTest
{
    private const MqttProtocolVersion V31 = MqttProtocolVersion.V31;
    private const MqttProtocolVersion V311 = MqttProtocolVersion.V311;
    private const MqttProtocolVersion V5 = MqttProtocolVersion.V5;

    private static readonly WillProperties Everything = new()
    {
        WillDelayInterval = 10,
        PayloadFormatIndicator = PayloadFormat.Utf8,
        MessageExpiryInterval = 60,
        ContentType = "text/plain",
        ResponseTopic = "answers/é",
        CorrelationData = new byte[] { 0, 255 },
        UserProperties = [new("z", "1"), new("a", "2"), new("z", "3")],
    };

    [Theory]
    [InlineData(V31)]
    [InlineData(V311)]
    [InlineData(V5)]
    public async Task IsPublished_WhenTheClientVanishes(MqttProtocolVersion version)
    {
        await using var watcher = await WatchAsync();
        var dying = await ConnectAsync(version, Will());

        await dying.DisposeAsync();

        Assert.Equal(QualityOfService.AtLeastOnce, (await watcher.ExpectAsync("wills/dying", "gone")).QoS);
    }

    [Theory]
    [InlineData(V31, ReasonCode.Success, false)]
    [InlineData(V311, ReasonCode.Success, false)]
    [InlineData(V5, ReasonCode.Success, false)]
    [InlineData(V5, ReasonCode.DisconnectWithWillMessage, true)]
    public async Task FollowsTheReasonOfTheDisconnect_WhenTheClientLeaves(MqttProtocolVersion version, ReasonCode reason, bool published)
    {
        await using var watcher = await WatchAsync();
        var leaving = await ConnectAsync(version, Will());

        await leaving.DisconnectAsync(reason);

        if (published) await watcher.ExpectAsync("wills/dying", "gone");
        await watcher.ExpectNothingAsync();
    }

    [Fact]
    public async Task IsPublished_WhenTheKeepAliveRunsOut()
    {
        await using var watcher = await WatchAsync();
        await using var silent = await Broker.ConnectAsync(new() { ClientId = "silent", CleanStart = true, KeepAlive = 2, Will = Will() });

        Broker.Clock.Advance(TimeSpan.FromSeconds(3));

        await watcher.ExpectAsync("wills/dying", "gone");
    }

    [Theory]
    [InlineData(V31, false)]
    [InlineData(V311, false)]
    [InlineData(V5, false)]
    [InlineData(V31, true)]
    [InlineData(V311, true)]
    [InlineData(V5, true)]
    public async Task IsForgotten_OnceItWasPublishedOrItsClientHasLeftInOrder(MqttProtocolVersion version, bool inOrder)
    {
        await using var watcher = await WatchAsync();
        var first = await ConnectAsync(version, Will(), clean: false);
        if (inOrder) await first.DisconnectAsync();
        else await first.DisposeAsync();
        await Broker.EndedAsync("dying");

        // The session goes on, now without a will.
        var second = await ConnectAsync(version, will: null, clean: false);
        await second.DisposeAsync();
        await Broker.EndedAsync("dying");

        if (!inOrder) await watcher.ExpectAsync("wills/dying", "gone");
        await watcher.ExpectNothingAsync();
        Assert.Equal(2, Broker.Counters.Sessions);
    }

    [Fact]
    public async Task WaitsForItsDelay_WhenTheSessionOutlivesIt()
    {
        await using var watcher = await WatchAsync();
        var dying = await Broker.ConnectAsync("dying", expiry: 100, will: Will(delay: 10));
        await dying.DisconnectAsync(ReasonCode.DisconnectWithWillMessage);

        Broker.Clock.Advance(TimeSpan.FromSeconds(9));
        await watcher.ExpectNothingAsync();
        Broker.Clock.Advance(TimeSpan.FromSeconds(1));

        await watcher.ExpectAsync("wills/dying", "gone");
        Broker.Clock.Advance(TimeSpan.FromSeconds(100));
        await watcher.ExpectNothingAsync();
    }

    [Fact]
    public async Task IsPublishedWithTheEndOfTheSession_WhenThatComesBeforeTheDelay()
    {
        await using var watcher = await WatchAsync();
        var dying = await Broker.ConnectAsync("dying", expiry: 5, will: Will(delay: 10));
        await dying.DisconnectAsync(ReasonCode.DisconnectWithWillMessage);

        Broker.Clock.Advance(TimeSpan.FromSeconds(5));

        await watcher.ExpectAsync("wills/dying", "gone");
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task DependsOnTheCleanStart_WhenTheClientIsBackBeforeTheDelay(bool cleanStart, bool published)
    {
        await using var watcher = await WatchAsync();
        var dying = await Broker.ConnectAsync("dying", expiry: 100, will: Will(delay: 10));
        await dying.DisconnectAsync(ReasonCode.DisconnectWithWillMessage);

        await using var back = await Broker.ConnectAsync("dying", cleanStart, expiry: 100);
        Broker.Clock.Advance(TimeSpan.FromSeconds(100));

        if (published) await watcher.ExpectAsync("wills/dying", "gone");
        await watcher.ExpectNothingAsync();
    }

    [Theory]
    [InlineData(100, 0, false, true)]
    [InlineData(100, 10, false, false)]
    [InlineData(100, 10, true, true)]
    [InlineData(0, 10, false, true)] // the session ends with its connection, and nothing is left to take over
    public async Task DependsOnDelayAndCleanStart_WhenTheSessionIsTakenOver(uint expiry, uint delay, bool cleanStart, bool published)
    {
        await using var watcher = await WatchAsync();
        await using var old = await Broker.ConnectAsync("dying", expiry: expiry, will: Will(delay));

        await using var young = await Broker.ConnectAsync("dying", cleanStart, expiry: 100);

        Assert.Equal(expiry > 0 && !cleanStart, young.ConnAck.SessionPresent);
        if (published) await watcher.ExpectAsync("wills/dying", "gone");
        await watcher.ExpectNothingAsync();
    }

    [Theory]
    [InlineData(V31, true)]
    [InlineData(V311, true)]
    [InlineData(V5, true)]
    [InlineData(V31, false)]
    [InlineData(V311, false)]
    [InlineData(V5, false)]
    public async Task IsRetained_OnlyWhenItSaysSo(MqttProtocolVersion version, bool retain)
    {
        await using var early = await WatchAsync();
        var dying = await ConnectAsync(version, Will() with { Retain = retain });
        await dying.DisposeAsync();
        Assert.False((await early.ExpectAsync("wills/dying", "gone")).Retain);

        await early.SubscribeAsync("wills/+", 1);

        if (retain) Assert.True((await early.ExpectAsync("wills/dying", "gone")).Retain);
        await early.ExpectNothingAsync();
    }

    [Fact]
    public async Task CarriesItsProperties_WithALifetimeThatBeginsAtItsPublication()
    {
        await using var watcher = await WatchAsync();
        var dying = await Broker.ConnectAsync("dying", expiry: 100, will: Will() with { Retain = true, Properties = Everything });
        await dying.DisconnectAsync(ReasonCode.DisconnectWithWillMessage);
        Broker.Clock.Advance(TimeSpan.FromSeconds(10));

        AssertEverything((await watcher.ExpectAsync("wills/dying", "gone")).Properties, lifetime: 60);

        Broker.Clock.Advance(TimeSpan.FromSeconds(20));
        await watcher.SubscribeAsync("wills/+", 1);
        AssertEverything((await watcher.ExpectAsync("wills/dying", "gone")).Properties, lifetime: 40);

        Broker.Clock.Advance(TimeSpan.FromSeconds(40));
        await watcher.SubscribeAsync("wills/+", 1);
        await watcher.ExpectNothingAsync();
    }

    private static void AssertEverything(PublishProperties properties, uint lifetime)
    {
        Assert.Equal(
            (PayloadFormat.Utf8, lifetime, "text/plain", "answers/é", "00FF"),
            (properties.PayloadFormatIndicator, properties.MessageExpiryInterval, properties.ContentType, properties.ResponseTopic,
                Convert.ToHexString(properties.CorrelationData!.Value.Span)));
        Assert.Equal(Everything.UserProperties, properties.UserProperties);
    }

    private static WillMessage Will(uint? delay = null) => new()
    {
        Topic = "wills/dying",
        Payload = "gone"u8.ToArray(),
        QoS = QualityOfService.AtLeastOnce,
        Properties = new WillProperties { WillDelayInterval = delay },
    };

    private Task<PacketLine> ConnectAsync(MqttProtocolVersion version, WillMessage? will, bool clean = true) => Broker.ConnectAsync(new ConnectPacket
    {
        ProtocolVersion = version,
        ClientId = "dying",
        CleanStart = clean,
        Will = will,
        Properties = new ConnectProperties { SessionExpiryInterval = clean ? null : 100 },
    });

    private async Task<PacketLine> WatchAsync()
    {
        var watcher = await Broker.ConnectAsync("watcher");
        await watcher.SubscribeAsync("wills/#", 1);
        return watcher;
    }
}
