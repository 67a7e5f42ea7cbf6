using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Behaviour;

public sealed class SharedSubscriptionTests : BrokerTest
{
    [Fact]
    public async Task GivesEachMessageToOneMember_InTurn()
    {
        await using var publisher = await Broker.ConnectAsync("pub");
        await using var one = await MemberAsync("one");
        await using var two = await MemberAsync("two");

        for (var i = 0; i < 4; i++) await publisher.PublishAsync("a", $"{i}", 1);

        await one.ExpectAsync("a", "0");
        await one.ExpectAsync("a", "2");
        await two.ExpectAsync("a", "1");
        await two.ExpectAsync("a", "3");
        await one.ExpectNothingAsync();
        await two.ExpectNothingAsync();
    }

    [Fact]
    public async Task GivesAMessageToEveryGroupAndToEveryOwnSubscription()
    {
        await using var one = await MemberAsync("one", "$share/g/a");
        await one.SubscribeAsync("$share/h/+", 1);
        await one.SubscribeAsync("a", 1);

        await one.PublishAsync("a", "x");

        for (var copies = 0; copies < 3; copies++) await one.ExpectAsync("a", "x");
        await one.ExpectNothingAsync();
    }

    [Fact]
    public async Task SendsNoRetainedMessage_WhenAMemberSubscribes()
    {
        await using var publisher = await Broker.ConnectAsync("pub");
        await publisher.PublishAsync("a", "kept", retain: true);
        await publisher.ExpectNothingAsync();

        await using var one = await MemberAsync("one");

        await one.ExpectNothingAsync();
    }

    [Fact]
    public async Task UsesTheMembersOwnQoSAndIdentifier_WhoeverTakesTheMessage()
    {
        await using var publisher = await Broker.ConnectAsync("pub");
        await using var one = await Broker.ConnectAsync("one");
        await one.SubscribeAsync(new Subscription("$share/g/a", QualityOfService.AtMostOnce, RetainAsPublished: true), identifier: 7);

        await publisher.PublishAsync("a", "x", 2, retain: true);

        var received = await one.ExpectAsync("a", "x");
        Assert.Equal((QualityOfService.AtMostOnce, true), (received.QoS, received.Retain));
        Assert.Equal([7u], received.Properties.SubscriptionIdentifiers);
    }

    [Fact]
    public async Task PassesMembersOverThatAreAway_UnlessAllAre()
    {
        await using var publisher = await Broker.ConnectAsync("pub");
        var one = await MemberAsync("one");
        var two = await MemberAsync("two");
        await two.DisconnectAsync();
        for (var i = 0; i < 2; i++) await publisher.PublishAsync("a", $"{i}", 1);
        await one.ExpectAsync("a", "0");
        await one.ExpectAsync("a", "1");
        await one.DisconnectAsync();

        for (var i = 2; i < 4; i++) await publisher.PublishAsync("a", $"{i}", 1);

        await using var oneBack = await Broker.ConnectAsync("one", cleanStart: false, expiry: 100);
        await using var twoBack = await Broker.ConnectAsync("two", cleanStart: false, expiry: 100);
        Assert.True((await oneBack.ReceiveAsync<PublishPacket>()).Duplicate);
        Assert.True((await oneBack.ReceiveAsync<PublishPacket>()).Duplicate);
        await oneBack.ExpectAsync("a", "3");
        await twoBack.ExpectAsync("a", "2");
    }

    [Fact]
    public async Task HandsUnsentMessagesOver_WhenAMemberLosesItsConnection()
    {
        await using var publisher = await Broker.ConnectAsync("pub");
        var leaving = await MemberAsync("leaving", receiveMaximum: 1);
        for (var i = 0; i < 3; i++) await publisher.PublishAsync("a", $"{i}", 1);
        await using var staying = await MemberAsync("staying");
        await leaving.ExpectAsync("a", "0");

        await leaving.DisposeAsync();

        await staying.ExpectAsync("a", "1");
        await staying.ExpectAsync("a", "2");
        await staying.ExpectNothingAsync();
    }

    [Fact]
    public async Task HandsUnsentMessagesOver_WhenAMemberUnsubscribes()
    {
        await using var publisher = await Broker.ConnectAsync("pub");
        await using var leaving = await MemberAsync("leaving", receiveMaximum: 1);
        for (var i = 0; i < 3; i++) await publisher.PublishAsync("a", $"{i}", 1);
        await using var staying = await MemberAsync("staying");
        await leaving.ExpectAsync("a", "0");

        await leaving.AskAsync(new UnsubscribePacket { PacketId = 99, TopicFilters = ["$share/g/a"] });

        await staying.ExpectAsync("a", "1");
        await staying.ExpectAsync("a", "2");
        await staying.ExpectNothingAsync();
        await leaving.ExpectNothingAsync();
    }

    [Fact]
    public async Task HandsOverWhatQoS1LeftOpenAndKeepsQoS2Back_WhenAMembersSessionEnds()
    {
        await using var publisher = await Broker.ConnectAsync("pub");
        var leaving = await MemberAsync("leaving", expiry: 0);
        await publisher.PublishAsync("a", "two", 2);
        await publisher.PublishAsync("a", "one", 1);
        await leaving.ExpectAsync("a", "two");
        await leaving.ExpectAsync("a", "one");
        await using var staying = await MemberAsync("staying");

        await leaving.DisconnectAsync();

        Assert.False((await staying.ExpectAsync("a", "one")).Duplicate);
        await staying.ExpectNothingAsync();
    }

    [Fact]
    public async Task KeepsAQoS2MessageForItsReceiver_WhenTheReceiverComesBack()
    {
        await using var publisher = await Broker.ConnectAsync("pub");
        var first = await MemberAsync("first");
        await publisher.PublishAsync("a", "two", 2);
        await first.ExpectAsync("a", "two");
        await using var other = await MemberAsync("other");

        await first.DisposeAsync();
        await other.ExpectNothingAsync();

        await using var back = await Broker.ConnectAsync("first", cleanStart: false, expiry: 100);
        Assert.True((await back.ExpectAsync("a", "two")).Duplicate);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task GivesAMessageToNobodyElse_WhenItsReceiverRefusesIt(int qos)
    {
        await using var publisher = await Broker.ConnectAsync("pub");
        await using var refusing = await MemberAsync("refusing");
        await publisher.PublishAsync("a", "x", qos);
        var id = (await refusing.ExpectAsync("a", "x")).PacketId;
        await using var other = await MemberAsync("other");

        await refusing.SendAsync(qos == 1
            ? new PubAckPacket { PacketId = id, ReasonCode = ReasonCode.NotAuthorized }
            : new PubRecPacket { PacketId = id, ReasonCode = ReasonCode.NotAuthorized });
        await refusing.DisconnectAsync();

        await other.ExpectNothingAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task GivesAMessageToAnotherMember_WhenItIsTooLargeForTheOneWhoseTurnItIs(int qos)
    {
        await using var publisher = await Broker.ConnectAsync("pub");
        await using var narrow = await MemberAsync("narrow", maximumPacketSize: 50);
        await using var wide = await MemberAsync("wide");
        var payload = new string('x', 50);

        for (var i = 0; i < 2; i++) await publisher.PublishAsync("a", payload, qos);

        for (var i = 0; i < 2; i++) await wide.ExpectAsync("a", payload);
        await narrow.ExpectNothingAsync();
        Assert.Equal(0, Broker.Counters.DroppedMessages);
    }

    [Fact]
    public async Task TakesTheFilterAsItStands_WhenTheClientSpeaksMqtt3()
    {
        await using var line = await Broker.ConnectAsync(new() { ClientId = "me", CleanStart = true });
        await line.SubscribeAsync("$share/g/a");

        await line.PublishAsync("a", "not meant");
        await line.PublishAsync("$share/g/a", "meant");

        await line.ExpectAsync("$share/g/a", "meant");
    }

    private async Task<PacketLine> MemberAsync(
        string clientId, string filter = "$share/g/a", uint expiry = 100, ushort? receiveMaximum = null, uint? maximumPacketSize = null)
    {
        var line = await Broker.ConnectAsync(new ConnectPacket
        {
            ProtocolVersion = MqttProtocolVersion.V5,
            ClientId = clientId,
            CleanStart = true,
            Properties = new ConnectProperties
            {
                SessionExpiryInterval = expiry,
                ReceiveMaximum = receiveMaximum,
                MaximumPacketSize = maximumPacketSize,
            },
        });
        await line.SubscribeAsync(filter, 2);
        return line;
    }
}
