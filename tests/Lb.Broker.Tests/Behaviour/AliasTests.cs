using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Behaviour;

public sealed class AliasTests : BrokerTest
{
    [Fact]
    public async Task KnowsTheTopic_WhenTheClientUsesAnAliasThatItSet()
    {
        await using var line = await Broker.ConnectAsync("me");
        await line.SubscribeAsync("#");

        await line.PublishAsync("a", "1", properties: Alias(3));
        await line.PublishAsync("", "2", properties: Alias(3));
        await line.PublishAsync("b", "3", properties: Alias(3));
        await line.PublishAsync("", "4", properties: Alias(3));

        await line.ExpectAsync("a", "1");
        Assert.Null((await line.ExpectAsync("a", "2")).Properties.TopicAlias);
        await line.ExpectAsync("b", "3");
        await line.ExpectAsync("b", "4");
    }

    [Fact]
    public async Task TakesEveryAlias_UpToTheMaximumItTold()
    {
        await using var line = await Broker.ConnectAsync("me");
        await line.SubscribeAsync("#");
        var most = line.ConnAck.Properties.TopicAliasMaximum!.Value;

        for (var alias = 1; alias <= most; alias++) await line.PublishAsync($"t{alias}", "named", properties: Alias(alias));
        for (var alias = 1; alias <= most; alias++) await line.PublishAsync("", "known", properties: Alias(alias));

        for (var alias = 1; alias <= most; alias++) await line.ExpectAsync($"t{alias}", "named");
        for (var alias = 1; alias <= most; alias++) await line.ExpectAsync($"t{alias}", "known");
    }

    [Theory]
    [InlineData("", 3, ReasonCode.ProtocolError)]
    [InlineData("a", 17, ReasonCode.TopicAliasInvalid)]
    public async Task Closes_WhenTheAliasWasNeverSetOrIsTooHigh(string topic, int alias, ReasonCode reason)
    {
        await using var line = await Broker.ConnectAsync("me");

        await line.PublishAsync(topic, "x", properties: Alias(alias));

        await line.ExpectDisconnectAsync(reason);
    }

    [Fact]
    public async Task ForgetsAliases_WhenTheConnectionEnds()
    {
        var first = await Broker.ConnectAsync("me", expiry: 100);
        await first.PublishAsync("a", "1", properties: Alias(1));
        await first.DisconnectAsync();
        await using var second = await Broker.ConnectAsync("me", cleanStart: false);

        await second.PublishAsync("", "2", properties: Alias(1));

        await second.ExpectDisconnectAsync(ReasonCode.ProtocolError);
    }

    [Fact]
    public async Task SendsATopicOnceAndItsAliasAfterThat_UpToTheClientsMaximum()
    {
        await using var line = await Broker.ConnectAsync(Connect(new ConnectProperties { TopicAliasMaximum = 1 }));
        await line.SubscribeAsync("#", 2);

        for (var qos = 0; qos < 3; qos++) await PublishFromElsewhereAsync("a", qos);
        await PublishFromElsewhereAsync("b", 0);

        Assert.Equal(("a", 1), Told(await line.ReceiveAsync<PublishPacket>()));
        Assert.Equal(("", 1), Told(await line.ReceiveAsync<PublishPacket>()));
        Assert.Equal(("", 1), Told(await line.ReceiveAsync<PublishPacket>()));
        Assert.Equal(("b", null), Told(await line.ReceiveAsync<PublishPacket>()));
    }

    [Fact]
    public async Task SendsTheTopicAlone_WhenAnAliasWouldMakeThePacketTooLarge()
    {
        await using var line = await Broker.ConnectAsync(Connect(new ConnectProperties { TopicAliasMaximum = 1, MaximumPacketSize = 80 }));
        await line.SubscribeAsync("#");

        // 2 bytes of header, 3 of topic, 1 of property length: this payload fills the packet.
        await PublishFromElsewhereAsync("a", 0, new string('x', 74));
        await PublishFromElsewhereAsync("a", 0, "x");

        Assert.Equal(("a", null), Told(await line.ReceiveAsync<PublishPacket>()));
        Assert.Equal(("a", 1), Told(await line.ReceiveAsync<PublishPacket>()));
    }

    // The alias takes 3 bytes, a topic of one letter 1: a PUBLISH with the alias alone is 2 bytes longer than one with the topic.
    [Theory]
    [InlineData(0, 74)]
    [InlineData(1, 72)]
    public async Task SendsTheTopicAlone_WhenTheAliasItHasWouldMakeThePacketTooLarge(int qos, int fills)
    {
        await using var line = await Broker.ConnectAsync(
            Connect(new ConnectProperties { TopicAliasMaximum = 1, MaximumPacketSize = 80, ReceiveMaximum = 1 }));
        await line.SubscribeAsync("#", 1);
        await PublishFromElsewhereAsync("a", 0, "x");
        Assert.Equal(("a", 1), Told(await line.ReceiveAsync<PublishPacket>()));

        await PublishFromElsewhereAsync("a", qos, new string('x', fills));
        await PublishFromElsewhereAsync("a", qos, "x");

        var filling = await line.ReceiveAsync<PublishPacket>();
        Assert.Equal(("a", null), Told(filling));
        if (qos > 0) await line.SendAsync(new PubAckPacket { PacketId = filling.PacketId });
        Assert.Equal(("", 1), Told(await line.ReceiveAsync<PublishPacket>()));
    }

    private static (string Topic, int? Alias) Told(PublishPacket publish) => (publish.Topic, publish.Properties.TopicAlias);

    private static PublishProperties Alias(int alias) => new() { TopicAlias = (ushort)alias };

    private static ConnectPacket Connect(ConnectProperties properties) => new()
    {
        ProtocolVersion = MqttProtocolVersion.V5,
        ClientId = "me",
        CleanStart = true,
        Properties = properties,
    };

    private async Task PublishFromElsewhereAsync(string topic, int qos, string payload = "")
    {
        await using var other = await Broker.ConnectAsync("other");
        await other.PublishAsync(topic, payload, qos);
        await other.ExpectNothingAsync();
    }
}
