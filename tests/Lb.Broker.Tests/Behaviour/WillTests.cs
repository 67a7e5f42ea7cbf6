using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Behaviour;

public sealed class WillTests : BrokerTest
{
    [Fact]
    public async Task IsPublished_WhenTheClientVanishes()
    {
        await using var watcher = await WatchAsync();
        var dying = await Broker.ConnectAsync("dying", will: Will());

        await dying.DisposeAsync();

        Assert.Equal(QualityOfService.AtLeastOnce, (await watcher.ExpectAsync("wills/dying", "gone")).QoS);
    }

    [Theory]
    [InlineData(ReasonCode.Success, false)]
    [InlineData(ReasonCode.DisconnectWithWillMessage, true)]
    public async Task FollowsTheReasonOfTheDisconnect_WhenTheClientLeaves(ReasonCode reason, bool published)
    {
        await using var watcher = await WatchAsync();
        var leaving = await Broker.ConnectAsync("leaving", will: Will());

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
    [InlineData(0, false, true)]
    [InlineData(10, false, false)]
    [InlineData(10, true, true)]
    public async Task DependsOnDelayAndCleanStart_WhenTheSessionIsTakenOver(int delay, bool cleanStart, bool published)
    {
        await using var watcher = await WatchAsync();
        await using var old = await Broker.ConnectAsync("dying", expiry: 100, will: Will((uint)delay));

        await using var young = await Broker.ConnectAsync("dying", cleanStart, expiry: 100);

        if (published) await watcher.ExpectAsync("wills/dying", "gone");
        await watcher.ExpectNothingAsync();
    }

    [Fact]
    public async Task IsRetained_WhenItSaysSo()
    {
        var dying = await Broker.ConnectAsync("dying", will: Will() with { Retain = true });
        await dying.DisconnectAsync(ReasonCode.DisconnectWithWillMessage);

        await using var watcher = await WatchAsync();

        Assert.True((await watcher.ExpectAsync("wills/dying", "gone")).Retain);
    }

    private static WillMessage Will(uint? delay = null) => new()
    {
        Topic = "wills/dying",
        Payload = "gone"u8.ToArray(),
        QoS = QualityOfService.AtLeastOnce,
        Properties = new WillProperties { WillDelayInterval = delay },
    };

    private async Task<PacketLine> WatchAsync()
    {
        var watcher = await Broker.ConnectAsync("watcher");
        await watcher.SubscribeAsync("wills/#", 1);
        return watcher;
    }
}
