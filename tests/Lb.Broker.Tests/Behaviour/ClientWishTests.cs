using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Behaviour;

/// <summary>What a client's CONNECT asks of the packets that it gets.</summary>
public sealed class ClientWishTests : BrokerTest
{
    [Theory]
    [InlineData(null, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task ExplainsWithAReasonString_OnlyWhenTheClientWantsProblemInformation(bool? wanted, bool explained)
    {
        await using var line = await ConnectAsync(new ConnectProperties { RequestProblemInformation = wanted });

        await line.SendAsync([0xC1, 0x00]);

        var farewell = await line.ReceiveAsync<DisconnectPacket>();
        Assert.Equal(ReasonCode.MalformedPacket, farewell.ReasonCode);
        Assert.Equal(explained, farewell.Properties.ReasonString is not null);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ExplainsARefusal_OnlyWhenTheClientWantsProblemInformation(bool wanted)
    {
        await using var broker = new TestBroker(options => options with { MaximumSubscriptions = 1, MaximumRetainedTopics = 0 });
        await broker.StartAsync();
        await using var line = await broker.ConnectAsync(Connect(new ConnectProperties { RequestProblemInformation = wanted }));
        await line.SubscribeAsync("a");

        var subscribed = await line.SubscribeAsync("b");
        var published = Assert.IsType<PubAckPacket>(await line.PublishAsync("c", "x", 1, retain: true));

        Assert.Equal((ReasonCode.QuotaExceeded, ReasonCode.QuotaExceeded), (subscribed.ReasonCodes[0], published.ReasonCode));
        Assert.Equal(wanted, subscribed.Properties.ReasonString is not null);
        Assert.Equal(wanted, published.Properties.ReasonString is not null);
    }

    [Fact]
    public async Task LeavesTheReasonStringOut_WhenItDoesNotFit()
    {
        await using var line = await ConnectAsync(new ConnectProperties { MaximumPacketSize = 30 });

        await line.SendAsync([0xC1, 0x00]);

        var farewell = await line.ReceiveAsync<DisconnectPacket>();
        Assert.Equal((ReasonCode.MalformedPacket, null), (farewell.ReasonCode, farewell.Properties.ReasonString));
    }

    [Fact]
    public async Task ClosesWithPacketTooLarge_WhenAnAnswerCannotBeMadeSmallEnough()
    {
        await using var line = await ConnectAsync(new ConnectProperties { MaximumPacketSize = 30 });

        await line.SendAsync(new SubscribePacket
        {
            PacketId = 1,
            Subscriptions = [.. Enumerable.Range(0, 40).Select(i => new Subscription($"{i}", QualityOfService.AtMostOnce))],
        });

        await line.ExpectDisconnectAsync(ReasonCode.PacketTooLarge);
        Assert.Equal([("me", ConnectionEnd.AnswerTooLarge)], Broker.Ended);
    }

    [Fact]
    public async Task ClosesWithoutAWord_WhenNotEvenTheConnAckFits()
    {
        await using var line = await Broker.OpenAsync(MqttProtocolVersion.V5);

        Assert.Null(await line.AskAsync(Connect(new ConnectProperties { MaximumPacketSize = 4 })));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(false, null)]
    [InlineData(true, "responses/me")]
    public async Task TellsATopicForResponses_OnlyWhenTheClientAsks(bool? asked, string? told)
    {
        await using var line = await ConnectAsync(new ConnectProperties { RequestResponseInformation = asked });

        Assert.Equal(told, line.ConnAck.Properties.ResponseInformation);
    }

    // "responses/" in front of the id: 65 535 bytes of text are the most that a packet can carry.
    [Theory]
    [InlineData("x", 65_525, true)]
    [InlineData("x", 65_526, false)]
    [InlineData("\u20ac", 21_841, true)]
    [InlineData("\u20ac", 21_842, false)]
    public async Task TellsNoTopicForResponses_WhenTheClientIdMakesItTooLong(string character, int length, bool told)
    {
        var id = string.Concat(Enumerable.Repeat(character, length));

        await using var line = await Broker.ConnectAsync(
            Connect(new ConnectProperties { RequestResponseInformation = true }) with { ClientId = id });

        Assert.Equal(told ? "responses/" + id : null, line.ConnAck.Properties.ResponseInformation);
    }

    [Theory]
    [InlineData(MqttProtocolVersion.V5, 120, 60)]
    [InlineData(MqttProtocolVersion.V5, 0, 60)]
    [InlineData(MqttProtocolVersion.V5, 60, null)]
    [InlineData(MqttProtocolVersion.V311, 120, null)]
    public async Task TellsItsOwnKeepAlive_WhenTheClientsIsLonger(MqttProtocolVersion version, int asked, int? told)
    {
        await using var broker = new TestBroker(options => options with { MaximumKeepAlive = 60 });
        await broker.StartAsync();

        await using var line = await broker.ConnectAsync(
            Connect(ConnectProperties.None) with { ProtocolVersion = version, KeepAlive = (ushort)asked });

        Assert.Equal(told, line.ConnAck.Properties.ServerKeepAlive);
        broker.Clock.Advance(TimeSpan.FromSeconds(91));
        if (version == MqttProtocolVersion.V5) await line.ExpectDisconnectAsync(ReasonCode.KeepAliveTimeout);
        else await line.ExpectNothingAsync();
    }

    private static ConnectPacket Connect(ConnectProperties properties) => new()
    {
        ProtocolVersion = MqttProtocolVersion.V5,
        ClientId = "me",
        CleanStart = true,
        Properties = properties,
    };

    private Task<PacketLine> ConnectAsync(ConnectProperties properties) => Broker.ConnectAsync(Connect(properties));
}
