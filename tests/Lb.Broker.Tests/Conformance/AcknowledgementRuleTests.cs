using Lb.Broker.Tests.Behaviour;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Conformance;

/// <summary>The exchanges of QoS 0, 1 and 2 (sections 4.3 to 4.6).</summary>
public sealed class AcknowledgementRuleTests : BrokerTest
{
    [Theory]
    [InlineData(MqttProtocolVersion.V311)]
    [InlineData(MqttProtocolVersion.V5)]
    public async Task AnswersNameTheSamePacketId_AsWhatTheyAnswer(MqttProtocolVersion version)
    {
        await using var line = await ConnectAsync(version, "me");

        var one = await line.AskAsync(Publish(1, id: 7));
        var two = await line.AskAsync(Publish(2, id: 8));
        var released = await line.AskAsync(new PubRelPacket { PacketId = 8 });

        Assert.Equal(7, Assert.IsType<PubAckPacket>(one).PacketId);
        Assert.Equal(8, Assert.IsType<PubRecPacket>(two).PacketId);
        Assert.Equal(8, Assert.IsType<PubCompPacket>(released).PacketId);
    }

    [Fact]
    public async Task AnswersComeInOrder_WhenManyPublicationsCome()
    {
        await using var line = await Broker.ConnectAsync("me");
        for (ushort id = 1; id <= 20; id++) await line.SendAsync(Publish(id % 2 == 0 ? 1 : 2, id));
        for (ushort id = 1; id <= 20; id++) Assert.Equal(id, ((PublishAnswerPacket)(await line.ReceiveAsync())!).PacketId);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task IsANewPublication_WhenItsPacketIdWasAnsweredToTheEnd(int qos)
    {
        await using var line = await Broker.ConnectAsync("me");
        await using var subscriber = await Broker.ConnectAsync("sub");
        await subscriber.SubscribeAsync("a");

        for (var times = 0; times < 2; times++)
        {
            await line.AskAsync(Publish(qos, id: 5) with { Duplicate = times > 0 });
            if (qos == 2) await line.AskAsync(new PubRelPacket { PacketId = 5 });
            await subscriber.ExpectAsync("a", "");
        }
    }

    [Fact]
    public async Task IsANewPublication_WhenPubRecRefusedTheFormerOne()
    {
        await using var broker = new TestBroker(options => options with { MaximumRetainedTopics = 0 });
        await broker.StartAsync();
        await using var line = await broker.ConnectAsync("me");

        var refused = Assert.IsType<PubRecPacket>(await line.AskAsync(Publish(2, id: 5) with { Retain = true, Payload = new byte[1] }));
        var accepted = Assert.IsType<PubRecPacket>(await line.AskAsync(Publish(2, id: 5)));

        Assert.Equal((ReasonCode.QuotaExceeded, ReasonCode.NoMatchingSubscribers), (refused.ReasonCode, accepted.ReasonCode));
    }

    [Fact]
    public async Task RefusesAnId_ThatAQoS2MessageStillHolds()
    {
        await using var line = await Broker.ConnectAsync("me");
        await line.AskAsync(Publish(2, id: 5));

        var answer = Assert.IsType<PubAckPacket>(await line.AskAsync(Publish(1, id: 5)));

        Assert.Equal(ReasonCode.PacketIdentifierInUse, answer.ReasonCode);
    }

    [Theory]
    [InlineData(MqttProtocolVersion.V31)]
    [InlineData(MqttProtocolVersion.V311)]
    public async Task Closes_WhenAQoS2MessageStillHoldsTheIdAndMqtt3CannotRefuseIt(MqttProtocolVersion version)
    {
        await using var line = await ConnectAsync(version, "me");
        await line.AskAsync(Publish(2, id: 5));

        Assert.Null(await line.AskAsync(Publish(1, id: 5)));
        Assert.Equal([("me", ConnectionEnd.ProtocolViolation)], Broker.Ended);
    }

    [Fact]
    public async Task DoesNotForwardTheDuplicateFlag_OfWhatAPublisherSentAgain()
    {
        await using var subscriber = await Broker.ConnectAsync("sub");
        await subscriber.SubscribeAsync("a", 2);
        await using var line = await Broker.ConnectAsync("me");

        await line.AskAsync(Publish(1, id: 5) with { Duplicate = true });

        Assert.False((await subscriber.ExpectAsync("a", "")).Duplicate);
    }

    [Fact]
    public async Task SendsPubRelWithTheSameId_AndNotThePublicationAgain()
    {
        await using var subscriber = await Broker.ConnectAsync("sub", expiry: 100);
        await subscriber.SubscribeAsync("a", 2);
        var sent = await PublishToAsync(subscriber, 2);
        Assert.Equal((QualityOfService.ExactlyOnce, false), (sent.QoS, sent.Duplicate));

        var released = Assert.IsType<PubRelPacket>(await subscriber.AskAsync(new PubRecPacket { PacketId = sent.PacketId }));
        Assert.Equal(sent.PacketId, released.PacketId);
        await using var back = await Broker.ConnectAsync("sub", cleanStart: false, expiry: 100);

        Assert.Equal(sent.PacketId, (await back.ReceiveAsync<PubRelPacket>()).PacketId);
        await back.SendAsync(new PubCompPacket { PacketId = sent.PacketId });
        await back.ExpectNothingAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task SendsAgainOnlyToANewConnection_EvenWhenTimeAndExpiryPass(int qos)
    {
        var subscriber = await Broker.ConnectAsync("sub", expiry: 1_000);
        await subscriber.SubscribeAsync("a", 2);
        var sent = await PublishToAsync(subscriber, qos, new PublishProperties { MessageExpiryInterval = 10 });

        Broker.Clock.Advance(TimeSpan.FromSeconds(100));
        await subscriber.ExpectNothingAsync();
        await subscriber.DisposeAsync();
        await using var back = await Broker.ConnectAsync("sub", cleanStart: false, expiry: 1_000);

        var again = await back.ExpectAsync("a", "x");
        Assert.Equal((sent.PacketId, true), (again.PacketId, again.Duplicate));
    }

    [Fact]
    public async Task FinishesTheExchange_OfAMessageThatExpiredInIt()
    {
        await using var line = await Broker.ConnectAsync("me");
        await line.AskAsync(Publish(2, id: 5) with { Properties = new PublishProperties { MessageExpiryInterval = 1 } });

        Broker.Clock.Advance(TimeSpan.FromSeconds(10));

        var repeated = await line.AskAsync(Publish(2, id: 5) with { Duplicate = true });
        var released = await line.AskAsync(new PubRelPacket { PacketId = 5 });
        Assert.Equal(5, Assert.IsType<PubRecPacket>(repeated).PacketId);
        Assert.Equal(ReasonCode.Success, Assert.IsType<PubCompPacket>(released).ReasonCode);
    }

    [Fact]
    public async Task SendsPubRelsInTheOrder_OfThePubRecs()
    {
        await using var subscriber = await Broker.ConnectAsync("sub");
        await subscriber.SubscribeAsync("a", 2);
        var ids = new List<ushort>();
        for (var i = 0; i < 3; i++) ids.Add((await PublishToAsync(subscriber, 2)).PacketId);

        ids.Reverse();
        foreach (var id in ids) await subscriber.SendAsync(new PubRecPacket { PacketId = id });

        foreach (var id in ids) Assert.Equal(id, (await subscriber.ReceiveAsync<PubRelPacket>()).PacketId);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task SendsNothingAgain_WhenTheReceiverAnsweredWithAnError(int qos)
    {
        var subscriber = await Broker.ConnectAsync("sub", expiry: 100);
        await subscriber.SubscribeAsync("a", 2);
        var id = (await PublishToAsync(subscriber, qos)).PacketId;
        await subscriber.SendAsync(qos == 1
            ? new PubAckPacket { PacketId = id, ReasonCode = ReasonCode.UnspecifiedError }
            : new PubRecPacket { PacketId = id, ReasonCode = ReasonCode.UnspecifiedError });
        await subscriber.ExpectNothingAsync();
        await subscriber.DisconnectAsync();

        await using var back = await Broker.ConnectAsync("sub", cleanStart: false, expiry: 100);

        await back.ExpectNothingAsync();
    }

    [Fact]
    public async Task KeepsTheOrderOfEachPublisher_ForTheSameTopicAndQoS()
    {
        await using var subscriber = await Broker.ConnectAsync("sub");
        await subscriber.SubscribeAsync("a", 1);
        await using var line = await Broker.ConnectAsync("me");
        for (ushort i = 1; i <= 30; i++) await line.SendAsync(Publish(1, i) with { Payload = new[] { (byte)i } });

        for (byte i = 1; i <= 30; i++)
        {
            var received = await subscriber.ReceiveAsync<PublishPacket>();
            Assert.Equal(i, received.Payload.Span[0]);
            await subscriber.SendAsync(new PubAckPacket { PacketId = received.PacketId });
        }
    }

    [Fact]
    public async Task AnswersEverythingElse_WhileTheReceiveMaximumIsUsedUp()
    {
        await using var subscriber = await Broker.ConnectAsync(new ConnectPacket
        {
            ProtocolVersion = MqttProtocolVersion.V5,
            ClientId = "sub",
            CleanStart = true,
            Properties = new ConnectProperties { ReceiveMaximum = 1 },
        });
        await subscriber.SubscribeAsync("a", 1);
        await PublishToAsync(subscriber, 1);
        await using var other = await Broker.ConnectAsync("other");
        await other.PublishAsync("a", "waits", 1);

        await subscriber.ExpectNothingAsync();
        Assert.Equal([ReasonCode.Success], (await subscriber.SubscribeAsync("b")).ReasonCodes);
        await other.PublishAsync("b", "QoS 0 is not counted");
        await subscriber.ExpectAsync("b", "QoS 0 is not counted");
    }

    private async Task<PublishPacket> PublishToAsync(PacketLine subscriber, int qos, PublishProperties? properties = null)
    {
        await using var line = await Broker.ConnectAsync("pub");
        await line.PublishAsync("a", "x", qos, properties: properties);
        return await subscriber.ExpectAsync("a", "x");
    }

    private static PublishPacket Publish(int qos, ushort id) => new() { Topic = "a", QoS = (QualityOfService)qos, PacketId = id };

    private Task<PacketLine> ConnectAsync(MqttProtocolVersion version, string clientId) =>
        Broker.ConnectAsync(new ConnectPacket { ProtocolVersion = version, ClientId = clientId, CleanStart = true });
}
