using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Behaviour;

public sealed class DeliveryTests : BrokerTest
{
    [Theory]
    [InlineData(0, 2, 0)]
    [InlineData(1, 2, 1)]
    [InlineData(2, 2, 2)]
    [InlineData(2, 1, 1)]
    [InlineData(2, 0, 0)]
    public async Task SendsWithTheLowerQoS_OfPublicationAndSubscription(int published, int subscribed, int delivered)
    {
        await using var subscriber = await Broker.ConnectAsync("sub");
        await using var publisher = await Broker.ConnectAsync("pub");
        Assert.Equal([(ReasonCode)subscribed], (await subscriber.SubscribeAsync("a", subscribed)).ReasonCodes);

        await publisher.PublishAsync("a", "x", published);

        Assert.Equal((QualityOfService)delivered, (await subscriber.ExpectAsync("a", "x")).QoS);
    }

    [Fact]
    public async Task DeliversOnce_WhenAQoS2PublicationIsSentAgain()
    {
        await using var subscriber = await Broker.ConnectAsync("sub");
        await using var publisher = await Broker.ConnectAsync("pub");
        await subscriber.SubscribeAsync("a", 0);
        var publish = new PublishPacket { Topic = "a", QoS = QualityOfService.ExactlyOnce, PacketId = 9 };

        Assert.Equal(ReasonCode.Success, Assert.IsType<PubRecPacket>(await publisher.AskAsync(publish)).ReasonCode);
        Assert.IsType<PubRecPacket>(await publisher.AskAsync(publish with { Duplicate = true }));
        Assert.IsType<PubCompPacket>(await publisher.AskAsync(new PubRelPacket { PacketId = 9 }));
        var again = Assert.IsType<PubCompPacket>(await publisher.AskAsync(new PubRelPacket { PacketId = 9 }));

        Assert.Equal(ReasonCode.PacketIdentifierNotFound, again.ReasonCode);
        await subscriber.ExpectAsync("a", "");
        await subscriber.ExpectNothingAsync();
    }

    [Fact]
    public async Task SendsNoMoreThanTheReceiveMaximum_UntilSomethingIsAcknowledged()
    {
        await using var subscriber = await Broker.ConnectAsync(new ConnectPacket
        {
            ProtocolVersion = MqttProtocolVersion.V5,
            ClientId = "sub",
            CleanStart = true,
            Properties = new ConnectProperties { ReceiveMaximum = 2 },
        });
        await using var publisher = await Broker.ConnectAsync("pub");
        await subscriber.SubscribeAsync("a", 2);
        for (var i = 0; i < 4; i++) await publisher.PublishAsync("a", $"{i}", 1);

        var first = await subscriber.ExpectAsync("a", "0");
        await subscriber.ExpectAsync("a", "1");
        await subscriber.ExpectNothingAsync();
        await subscriber.SendAsync(new PubAckPacket { PacketId = first.PacketId });

        await subscriber.ExpectAsync("a", "2");
        await subscriber.ExpectNothingAsync();
    }

    [Fact]
    public async Task ClosesWithReceiveMaximumExceeded_WhenTheClientHasTooManyUnreleased()
    {
        await using var broker = new TestBroker(options => options with { ReceiveMaximum = 2 });
        await broker.StartAsync();
        await using var publisher = await broker.ConnectAsync("pub");
        await publisher.PublishAsync("a", "", 2);
        await publisher.PublishAsync("a", "", 2);

        await publisher.SendAsync(new PublishPacket { Topic = "a", QoS = QualityOfService.ExactlyOnce, PacketId = 77 });

        await publisher.ExpectDisconnectAsync(ReasonCode.ReceiveMaximumExceeded);
    }

    [Fact]
    public async Task SaysThatNobodySubscribes_WhenNobodyDoes()
    {
        await using var publisher = await Broker.ConnectAsync("pub");

        Assert.Equal(ReasonCode.NoMatchingSubscribers, Assert.IsType<PubAckPacket>(await publisher.PublishAsync("a", "", 1)).ReasonCode);
        Assert.Equal(ReasonCode.NoMatchingSubscribers, Assert.IsType<PubRecPacket>(await publisher.PublishAsync("a", "", 2)).ReasonCode);
    }

    [Fact]
    public async Task NamesAllMatchingSubscriptionIdentifiersInOneCopy_WhenFiltersOverlap()
    {
        await using var line = await Broker.ConnectAsync("me");
        await line.SubscribeAsync(new Subscription("a/#", QualityOfService.AtMostOnce), identifier: 1);
        await line.SubscribeAsync(new Subscription("a/+", QualityOfService.AtMostOnce), identifier: 2);

        await line.PublishAsync("a/b", "x");

        Assert.Equal([1u, 2u], (await line.ExpectAsync("a/b", "x")).Properties.SubscriptionIdentifiers.Order());
        await line.ExpectNothingAsync();
    }

    [Fact]
    public async Task ForwardsProperties_AndWhatIsLeftOfTheExpiry()
    {
        await using var sleeper = await Broker.ConnectAsync("sleeper", expiry: 1_000);
        await sleeper.SubscribeAsync("a", 1);
        await sleeper.DisconnectAsync();
        await using var publisher = await Broker.ConnectAsync("pub");
        var properties = new PublishProperties
        {
            MessageExpiryInterval = 60,
            ContentType = "text/plain",
            UserProperties = [new("k", "1"), new("k", "2")],
        };
        await publisher.PublishAsync("a", "long", 1, properties: properties);
        await publisher.PublishAsync("a", "short", 1, properties: new PublishProperties { MessageExpiryInterval = 20 });

        Broker.Clock.Advance(TimeSpan.FromSeconds(25));
        await using var back = await Broker.ConnectAsync("sleeper", cleanStart: false);

        var received = (await back.ExpectAsync("a", "long")).Properties;
        Assert.Equal((35u, "text/plain"), (received.MessageExpiryInterval, received.ContentType));
        Assert.Equal(properties.UserProperties, received.UserProperties);
        await back.ExpectNothingAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    public async Task ForwardsTheExpiryUnchanged_BeforeAWholeSecondHasPassed(int expiry)
    {
        var sleeper = await Broker.ConnectAsync("sleeper", expiry: 1_000);
        await sleeper.SubscribeAsync("a", 1);
        await sleeper.DisconnectAsync();
        await using var publisher = await Broker.ConnectAsync("pub");
        await publisher.PublishAsync("a", "x", 1, properties: new PublishProperties { MessageExpiryInterval = (uint)expiry });

        Broker.Clock.Advance(TimeSpan.FromSeconds(0.3));
        await using var back = await Broker.ConnectAsync("sleeper", cleanStart: false);

        Assert.Equal((uint)expiry, (await back.ExpectAsync("a", "x")).Properties.MessageExpiryInterval);
    }

    [Fact]
    public async Task KeepsARetainedMessage_WhenOnlyExpiredOnesFillTheStore()
    {
        await using var broker = new TestBroker(options => options with { MaximumRetainedTopics = 1 });
        await broker.StartAsync();
        await using var line = await broker.ConnectAsync("me");
        var shortly = new PublishProperties { MessageExpiryInterval = 10 };
        await line.PublishAsync("a", "x", 1, retain: true, properties: shortly);
        var early = Assert.IsType<PubAckPacket>(await line.PublishAsync("b", "x", 1, retain: true));

        broker.Clock.Advance(TimeSpan.FromSeconds(10));
        var late = Assert.IsType<PubAckPacket>(await line.PublishAsync("b", "x", 1, retain: true));

        Assert.Equal((ReasonCode.QuotaExceeded, ReasonCode.NoMatchingSubscribers), (early.ReasonCode, late.ReasonCode));
    }

    [Fact]
    public async Task LeavesOutWhatIsTooLargeForTheClient_AndGoesOn()
    {
        await using var subscriber = await Broker.ConnectAsync(new ConnectPacket
        {
            ProtocolVersion = MqttProtocolVersion.V5,
            ClientId = "sub",
            CleanStart = true,
            Properties = new ConnectProperties { MaximumPacketSize = 100, ReceiveMaximum = 1 },
        });
        await using var publisher = await Broker.ConnectAsync("pub");
        await subscriber.SubscribeAsync("a", 1);

        await publisher.PublishAsync("a", new string('x', 100), 0);
        await publisher.PublishAsync("a", new string('x', 100), 1);
        await publisher.PublishAsync("a", "small", 1);

        await subscriber.ExpectAsync("a", "small");
        Assert.Equal(2, Broker.Counters.DroppedMessages);
    }

    [Fact]
    public async Task DropsQoS0AndGoesOn_WhenASubscriberDoesNotRead()
    {
        await using var broker = new TestBroker(options => options with { MaximumUnsentBytes = 1_000_000 });
        await broker.StartAsync();
        await using var subscriber = await broker.ConnectAsync("slow");
        await using var publisher = await broker.ConnectAsync("pub");
        await subscriber.SubscribeAsync("a");
        var payload = new string('x', 100_000);

        for (var i = 0; i < 300; i++) await publisher.PublishAsync("a", payload);
        await publisher.ExpectNothingAsync();

        var dropped = broker.Counters.DroppedMessages;
        Assert.InRange(dropped, 1, 299);
        for (var i = 0; i < 300 - dropped; i++) await subscriber.ExpectAsync("a", payload);
        await subscriber.ExpectNothingAsync();
    }

    [Theory]
    [InlineData("30 03 00 00 00", ReasonCode.ProtocolError)]
    [InlineData("36 05 00 01 61 00 01", ReasonCode.MalformedPacket)]
    [InlineData("C1 00", ReasonCode.MalformedPacket)]
    [InlineData("D0 00", ReasonCode.ProtocolError)]
    [InlineData("30 05 00 01 23 00 00", ReasonCode.MalformedPacket)]
    [InlineData("30 06 00 01 61 03 23 00 01", ReasonCode.MalformedPacket)]
    [InlineData("30 07 00 01 61 03 23 00 11", ReasonCode.TopicAliasInvalid)]
    [InlineData("30 06 00 01 61 02 0B 01", ReasonCode.ProtocolError)]
    [InlineData("30 FF FF FF 7F", ReasonCode.PacketTooLarge)]
    [InlineData("10 10 00 04 4D 51 54 54 05 02 00 3C 00 00 03 61 62 63", ReasonCode.ProtocolError)]
    [InlineData("F0 00", ReasonCode.ProtocolError)]
    public async Task ClosesWithTheSpecifiedCode_WhenAPacketIsWrong(string sent, ReasonCode reason)
    {
        await using var line = await Broker.ConnectAsync("me");

        await line.SendAsync(Convert.FromHexString(sent.Replace(" ", "", StringComparison.Ordinal)));

        await line.ExpectDisconnectAsync(reason);
        Assert.Equal([("me", ConnectionEnd.ProtocolViolation)], Broker.Ended);
    }

    [Fact]
    public async Task ClosesWithoutAWord_WhenAnMqtt3PacketIsWrong()
    {
        await using var line = await Broker.ConnectAsync(new() { ClientId = "me", CleanStart = true });

        await line.SendAsync([0xC1, 0x00]);

        Assert.Null(await line.ReceiveAsync());
    }
}
