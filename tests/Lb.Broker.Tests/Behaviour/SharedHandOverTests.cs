using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Behaviour;

/// <summary>What becomes of the messages that a member of a shared subscription has not got when it leaves (MQTT 5.0 section 4.8.2).</summary>
public sealed class SharedHandOverTests : BrokerTest
{
    private const string Filter = "$share/g/a";

    [Fact]
    public async Task HandsOverWhatQoS1LeftOpen_OnlyWhenTheSessionOfTheAbsentMemberExpires()
    {
        await using var publisher = await Broker.ConnectAsync("pub");
        var leaving = await MemberAsync("leaving", expiry: 5);
        await publisher.PublishAsync("a", "two", 2);
        await publisher.PublishAsync("a", "one", 1);
        await leaving.ExpectAsync("a", "two");
        await leaving.ExpectAsync("a", "one");
        await using var staying = await MemberAsync("staying");
        await leaving.DisconnectAsync();

        Broker.Clock.Advance(TimeSpan.FromSeconds(4));
        await staying.ExpectNothingAsync();
        Broker.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.False((await staying.ExpectAsync("a", "one")).Duplicate);
        await staying.ExpectNothingAsync();
    }

    [Fact]
    public async Task HandsOverTheMessagesOfAnAbsentGroup_WhenTheSessionThatKeepsThemExpires()
    {
        await using var publisher = await Broker.ConnectAsync("pub");
        var one = await MemberAsync("one", expiry: 5);
        var two = await MemberAsync("two", expiry: 100);
        await one.DisconnectAsync();
        await two.DisconnectAsync();
        for (var i = 0; i < 4; i++) await publisher.PublishAsync("a", $"{i}", 1);

        Broker.Clock.Advance(TimeSpan.FromSeconds(5));

        await using var back = await Broker.ConnectAsync("two", cleanStart: false, expiry: 100);
        string[] received = [await NextAsync(back), await NextAsync(back), await NextAsync(back), await NextAsync(back)];
        Assert.Equal(["0", "1", "2", "3"], received.Order());
        await back.ExpectNothingAsync();
    }

    [Fact]
    public async Task HandsOverWhatIsOpen_WhenAMemberIsTakenOverByACleanStart()
    {
        await using var publisher = await Broker.ConnectAsync("pub");
        await using var old = await MemberAsync("contested", receiveMaximum: 2);
        for (var i = 0; i < 4; i++) await publisher.PublishAsync("a", $"{i}", 1);
        await old.ExpectAsync("a", "0");
        await old.ExpectAsync("a", "1");
        await using var staying = await MemberAsync("staying");

        await using var young = await Broker.ConnectAsync("contested", cleanStart: true);

        Assert.False(young.ConnAck.SessionPresent);
        string[] received = [await NextAsync(staying), await NextAsync(staying), await NextAsync(staying), await NextAsync(staying)];
        Assert.Equal(["0", "1", "2", "3"], received.Order());
        await staying.ExpectNothingAsync();
        await young.ExpectNothingAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task LetsAMemberFinishWhatItWasSent_WhenItUnsubscribes(int qos)
    {
        await using var publisher = await Broker.ConnectAsync("pub");
        var leaving = await MemberAsync("leaving");
        await publisher.PublishAsync("a", "x", qos);
        var sent = await leaving.ExpectAsync("a", "x");
        await using var staying = await MemberAsync("staying");
        await leaving.AskAsync(new UnsubscribePacket { PacketId = 99, TopicFilters = [Filter] });
        await staying.ExpectNothingAsync();
        await leaving.DisposeAsync();

        await using var back = await Broker.ConnectAsync("leaving", cleanStart: false, expiry: 100);

        var again = await back.ExpectAsync("a", "x");
        Assert.Equal((sent.PacketId, true), (again.PacketId, again.Duplicate));
        await staying.ExpectNothingAsync();
    }

    [Fact]
    public async Task HandsOverWhatAnUnsubscribedMemberNeverAcknowledged_WhenItsSessionEnds()
    {
        await using var publisher = await Broker.ConnectAsync("pub");
        await using var leaving = await MemberAsync("leaving", expiry: 0);
        await publisher.PublishAsync("a", "x", 1);
        await leaving.ExpectAsync("a", "x");
        await using var staying = await MemberAsync("staying");
        await leaving.AskAsync(new UnsubscribePacket { PacketId = 99, TopicFilters = [Filter] });

        await leaving.DisconnectAsync();

        await staying.ExpectAsync("a", "x");
    }

    [Fact]
    public async Task KeepsOrderAndLifetime_OfWhatItHandsOver()
    {
        await using var publisher = await Broker.ConnectAsync("pub");
        var leaving = await MemberAsync("leaving", receiveMaximum: 1);
        await using var staying = await MemberAsync("staying", filter: "$share/other/b");
        await publisher.PublishAsync("a", "sent", 1);
        await leaving.ExpectAsync("a", "sent");
        uint?[] lifetimes = [10, 3, null, 20];
        foreach (var lifetime in lifetimes)
            await publisher.PublishAsync("a", $"{lifetime}", 1, properties: new PublishProperties { MessageExpiryInterval = lifetime, ContentType = "c" });
        await staying.SubscribeAsync(Filter, 1);
        Broker.Clock.Advance(TimeSpan.FromSeconds(4));

        await leaving.DisposeAsync();

        foreach (var (payload, left) in ((string, uint?)[])[("10", 6), ("", null), ("20", 16)])
        {
            var properties = (await staying.ExpectAsync("a", payload)).Properties;
            Assert.Equal((left, "c"), (properties.MessageExpiryInterval, properties.ContentType));
        }
        await staying.ExpectNothingAsync();
    }

    private static async Task<string> NextAsync(PacketLine line)
    {
        var publish = await line.ReceiveAsync<PublishPacket>();
        Assert.False(publish.Duplicate);
        return System.Text.Encoding.UTF8.GetString(publish.Payload.Span);
    }

    private async Task<PacketLine> MemberAsync(string clientId, string filter = Filter, uint expiry = 100, ushort? receiveMaximum = null)
    {
        var line = await Broker.ConnectAsync(new ConnectPacket
        {
            ProtocolVersion = MqttProtocolVersion.V5,
            ClientId = clientId,
            CleanStart = true,
            Properties = new ConnectProperties { SessionExpiryInterval = expiry, ReceiveMaximum = receiveMaximum },
        });
        await line.SubscribeAsync(filter, 2);
        return line;
    }
}
