using System.Text;
using System.Text.RegularExpressions;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Behaviour;

public sealed class SystemTopicTests : BrokerTest
{
    public SystemTopicTests() => Broker = new TestBroker(options => options with { SystemTopicsInterval = TimeSpan.FromSeconds(10) });

    [Theory]
    [InlineData("version", @"^mqlb version \d+\.\d+\.\d+$")]
    [InlineData("uptime", "^0 seconds$")]
    [InlineData("clients/connected", "^0$")]
    [InlineData("retained messages/count", @"^\d+$")]
    [InlineData("heap/current", @"^\d+$")]
    [InlineData("load/messages/received/15min", @"^0\.00$")]
    public async Task IsRetained_FromTheStartOn(string topic, string value)
    {
        await using var line = await Broker.ConnectAsync("me");
        await line.SubscribeAsync("$SYS/broker/" + topic);

        var message = await line.ReceiveAsync<PublishPacket>();

        Assert.True(message.Retain);
        Assert.Matches(value, Encoding.UTF8.GetString(message.Payload.Span));
    }

    [Fact]
    public async Task TellsWhatChanged_AtEachInterval()
    {
        await using var watcher = await Broker.ConnectAsync("watcher");
        await watcher.SubscribeAsync(new Subscription("$SYS/broker/clients/+", QualityOfService.AtMostOnce, RetainHandling: RetainHandling.DoNotSend));
        await watcher.SubscribeAsync(new Subscription("$SYS/broker/load/connections/1min", QualityOfService.AtMostOnce, RetainHandling: RetainHandling.DoNotSend));
        await using var other = await Broker.ConnectAsync("other");

        Broker.Clock.Advance(TimeSpan.FromSeconds(10));

        var values = await ReceiveAsync(watcher, 5);
        Assert.Equal("2", values["clients/total"]);
        Assert.Equal("2", values["clients/maximum"]);
        Assert.Equal("2", values["clients/connected"]);
        Assert.Equal("2", values["clients/active"]);
        // Two in ten seconds are twelve a minute, of which a sixth of a minute counts.
        Assert.Equal("1.84", values["load/connections/1min"]);

        await other.DisconnectAsync();
        await Broker.EndedAsync("other");
        Broker.Clock.Advance(TimeSpan.FromSeconds(10));

        values = await ReceiveAsync(watcher, 4);
        Assert.Equal("1", values["clients/total"]);
        Assert.False(values.ContainsKey("clients/maximum"));
        Assert.Equal("1.56", values["load/connections/1min"]);
    }

    [Fact]
    public async Task CountsPacketsAndBytes_OfBothDirections()
    {
        await using var line = await Broker.ConnectAsync("me");
        await line.SubscribeAsync("a");
        await line.PublishAsync("a", "12345");
        await line.ExpectAsync("a", "12345");
        await line.ExpectNothingAsync();

        Broker.Clock.Advance(TimeSpan.FromSeconds(10));
        await line.SubscribeAsync("$SYS/broker/publish/#");
        var values = await ReceiveAsync(line, 5);

        Assert.Equal("5", values["publish/bytes/received"]);
        Assert.Equal("5", values["publish/bytes/sent"]);
        Assert.Equal("1", values["publish/messages/received"]);
        Assert.Equal("1", values["publish/messages/sent"]);
        await line.SubscribeAsync("$SYS/broker/messages/received");
        Assert.Equal("4", (await ReceiveAsync(line, 1))["messages/received"]);
    }

    [Fact]
    public async Task BelongsToTheBrokerAlone()
    {
        await using var line = await Broker.ConnectAsync("me");

        var answer = Assert.IsType<PubAckPacket>(await line.PublishAsync("$SYS/broker/version", "mine", qos: 1, retain: true));

        Assert.Equal(ReasonCode.NotAuthorized, answer.ReasonCode);
    }

    [Fact]
    public async Task TakesNoWillFromAClient()
    {
        await using var line = await Broker.OpenAsync(MqttProtocolVersion.V5);

        var answer = await line.AskAsync(new ConnectPacket
        {
            ProtocolVersion = MqttProtocolVersion.V5,
            ClientId = "me",
            CleanStart = true,
            Will = new WillMessage { Topic = "$SYS/broker/version", Payload = "mine"u8.ToArray(), Retain = true },
        });

        Assert.Equal(ReasonCode.NotAuthorized, Assert.IsType<ConnAckPacket>(answer).ReasonCode);
        Assert.Null(await line.ReceiveAsync());
    }

    private static async Task<Dictionary<string, string>> ReceiveAsync(PacketLine line, int count)
    {
        var values = new Dictionary<string, string>();
        while (values.Count < count)
            if (await line.ReceiveAsync() is PublishPacket publish)
                values[Regex.Replace(publish.Topic, @"^\$SYS/broker/", "")] = Encoding.UTF8.GetString(publish.Payload.Span);
        await line.ExpectNothingAsync();
        return values;
    }
}
