using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Behaviour;

public sealed class SessionTests : BrokerTest
{
    [Fact]
    public async Task SendsWhatIsInFlightAgainInOrder_WhenTheClientComesBack()
    {
        var first = await Broker.ConnectAsync("sub", expiry: 100);
        await using var publisher = await Broker.ConnectAsync("pub");
        await first.SubscribeAsync("a", 2);
        for (var i = 0; i < 3; i++) await publisher.PublishAsync("a", $"{i}", i == 1 ? 1 : 2);
        var released = await first.ExpectAsync("a", "0");
        var one = await first.ExpectAsync("a", "1");
        await first.ExpectAsync("a", "2");
        Assert.IsType<PubRelPacket>(await first.AskAsync(new PubRecPacket { PacketId = released.PacketId }));
        await first.DisposeAsync();

        await using var second = await Broker.ConnectAsync("sub", cleanStart: false, expiry: 100);

        Assert.True(second.ConnAck.SessionPresent);
        Assert.Equal(released.PacketId, (await second.ReceiveAsync<PubRelPacket>()).PacketId);
        var again = await second.ExpectAsync("a", "1");
        Assert.Equal((one.PacketId, true), (again.PacketId, again.Duplicate));
        Assert.True((await second.ExpectAsync("a", "2")).Duplicate);
        await second.SendAsync(new PubCompPacket { PacketId = released.PacketId });
        await second.ExpectNothingAsync();
    }

    [Theory]
    [InlineData(99, true)]
    [InlineData(100, false)]
    public async Task EndsTheSession_WhenItsExpiryHasPassed(int seconds, bool present)
    {
        var first = await Broker.ConnectAsync("me", expiry: 100);
        await first.SubscribeAsync("a");
        await first.DisconnectAsync();

        Broker.Clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(present ? 1 : 0, Broker.Counters.Subscriptions);
        await using var second = await Broker.ConnectAsync("me", cleanStart: false);
        Assert.Equal(present, second.ConnAck.SessionPresent);
    }

    [Fact]
    public async Task KeepsTheSessionForEver_WhenItsExpiryIsTheLargestNumber()
    {
        await (await Broker.ConnectAsync("me", expiry: uint.MaxValue)).DisconnectAsync();

        Broker.Clock.Advance(TimeSpan.FromDays(100_000));

        await using var back = await Broker.ConnectAsync("me", cleanStart: false);
        Assert.True(back.ConnAck.SessionPresent);
    }

    [Fact]
    public async Task EndsTheSessionWithTheConnection_WhenItHasNoExpiry()
    {
        var first = await Broker.ConnectAsync("me");
        await first.SubscribeAsync("a");
        await first.DisconnectAsync();

        Assert.Equal((0, 0), (Broker.Counters.Sessions, Broker.Counters.Subscriptions));
    }

    [Theory]
    [InlineData(100, 0, 0)]
    [InlineData(1, 5, 5)]
    [InlineData(100, 5, 5)]
    [InlineData(5, null, 5)]
    public async Task TakesTheExpiryOfTheDisconnect_WhenItNamesOne(uint before, int? named, int seconds)
    {
        var line = await Broker.ConnectAsync("me", expiry: before);
        await line.SendAsync(new DisconnectPacket { Properties = new DisconnectProperties { SessionExpiryInterval = (uint?)named } });
        Assert.Null(await line.ReceiveAsync());

        if (seconds > 0)
        {
            Broker.Clock.Advance(TimeSpan.FromSeconds(seconds - 1));
            Assert.Equal(1, Broker.Counters.Sessions);
            Broker.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.Equal(0, Broker.Counters.Sessions);
    }

    [Fact]
    public async Task RefusesToProlong_WhatWasToEndWithItsConnection()
    {
        await using var line = await Broker.ConnectAsync("me");
        await line.SendAsync(new DisconnectPacket { Properties = new DisconnectProperties { SessionExpiryInterval = 5 } });

        await line.ExpectDisconnectAsync(ReasonCode.ProtocolError);
    }

    [Fact]
    public async Task ForgetsTheStoredSession_WhenTheClientStartsClean()
    {
        var first = await Broker.ConnectAsync("me", expiry: 100);
        await first.SubscribeAsync("a", 1);
        await first.DisconnectAsync();

        await using var second = await Broker.ConnectAsync("me", cleanStart: true);

        Assert.False(second.ConnAck.SessionPresent);
        Assert.Equal(0, Broker.Counters.Subscriptions);
    }

    [Fact]
    public async Task DropsTheNewest_WhenTheOfflineQueueIsFull()
    {
        await using var broker = new TestBroker(options => options with { MaximumWaitingMessages = 2 });
        await broker.StartAsync();
        var sleeper = await broker.ConnectAsync("sleeper", expiry: 100);
        await sleeper.SubscribeAsync("a", 1);
        await sleeper.DisconnectAsync();
        await using var publisher = await broker.ConnectAsync("pub");
        for (var i = 0; i < 4; i++) await publisher.PublishAsync("a", $"{i}", 1);
        await publisher.PublishAsync("a", "not kept", 0);

        await using var back = await broker.ConnectAsync("sleeper", cleanStart: false);

        await back.ExpectAsync("a", "0");
        await back.ExpectAsync("a", "1");
        await back.ExpectNothingAsync();
        Assert.Equal(2, broker.Counters.DroppedMessages);
    }

    [Fact]
    public async Task DropsExpiredMessagesFirst_WhenTheOfflineQueueIsFull()
    {
        await using var broker = new TestBroker(options => options with { MaximumWaitingMessages = 2 });
        await broker.StartAsync();
        var sleeper = await broker.ConnectAsync("sleeper", expiry: 100);
        await sleeper.SubscribeAsync("a", 1);
        await sleeper.DisconnectAsync();
        await using var publisher = await broker.ConnectAsync("pub");
        await publisher.PublishAsync("a", "lasting", 1);
        await publisher.PublishAsync("a", "short", 1, properties: new PublishProperties { MessageExpiryInterval = 10 });
        broker.Clock.Advance(TimeSpan.FromSeconds(10));

        await publisher.PublishAsync("a", "in its place", 1);

        await using var back = await broker.ConnectAsync("sleeper", cleanStart: false);
        await back.ExpectAsync("a", "lasting");
        await back.ExpectAsync("a", "in its place");
        Assert.Equal(0, broker.Counters.DroppedMessages);
    }

    [Fact]
    public async Task RecognisesARepeatedQoS2Publication_AcrossConnections()
    {
        await using var subscriber = await Broker.ConnectAsync("sub");
        await subscriber.SubscribeAsync("a");
        var publish = new PublishPacket { Topic = "a", QoS = QualityOfService.ExactlyOnce, PacketId = 3 };
        var first = await Broker.ConnectAsync("pub", expiry: 100);
        await first.AskAsync(publish);
        await first.DisposeAsync();

        await using var second = await Broker.ConnectAsync("pub", cleanStart: false, expiry: 100);
        await second.AskAsync(publish with { Duplicate = true });

        await subscriber.ExpectAsync("a", "");
        await subscriber.ExpectNothingAsync();
    }

    [Fact]
    public async Task HasOneConnectionInTheEnd_WhenManyFightForOneClientId()
    {
        var lines = await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            var line = await Broker.OpenAsync(MqttProtocolVersion.V5);
            await line.SendAsync(new ConnectPacket
            {
                ProtocolVersion = MqttProtocolVersion.V5,
                ClientId = "contested",
                CleanStart = i % 3 == 0,
                Properties = new ConnectProperties { SessionExpiryInterval = i % 2 == 0 ? 100 : null },
            });
            if (i % 5 == 0) await line.DisposeAsync();
            return line;
        }));

        await Task.WhenAll(lines.Where((_, i) => i % 5 != 0).Select(line => line.ReceiveAsync<ConnAckPacket>()));

        await using var last = await Broker.ConnectAsync("contested");
        await last.ExpectNothingAsync();
        Assert.Equal((1, 1), (Broker.Counters.Connections, Broker.Counters.Sessions));
        foreach (var line in lines) await line.DisposeAsync();
    }
}
