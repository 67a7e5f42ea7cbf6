using System.Text;
using Lb.Broker.Tests.Behaviour;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Conformance;

/// <summary>SUBSCRIBE and UNSUBSCRIBE, and what subscribers get (sections 3.3, 3.8 to 3.11, 4.7).</summary>
public sealed class SubscriptionRuleTests : BrokerTest
{
    [Theory]
    [InlineData(MqttProtocolVersion.V311)]
    [InlineData(MqttProtocolVersion.V5)]
    public async Task SubAckNamesTheSameIdAndOneCodeForEachFilter_InOrder(MqttProtocolVersion version)
    {
        await using var line = await Broker.ConnectAsync(new ConnectPacket { ProtocolVersion = version, ClientId = "me", CleanStart = true });

        var answer = Assert.IsType<SubAckPacket>(await line.AskAsync(new SubscribePacket
        {
            PacketId = 77,
            Subscriptions = [new("a", QualityOfService.ExactlyOnce), new("b/#", QualityOfService.AtMostOnce), new("+/c", QualityOfService.AtLeastOnce)],
        }));

        Assert.Equal(77, answer.PacketId);
        Assert.Equal([ReasonCode.GrantedQoS2, ReasonCode.Success, ReasonCode.GrantedQoS1], answer.ReasonCodes);
        Assert.Equal(3, Broker.Counters.Subscriptions);
    }

    [Fact]
    public async Task ReplacesASubscription_AndSendsRetainedMessagesAgain_WhenTheFilterIsTheSame()
    {
        await using var line = await Broker.ConnectAsync("me");
        await line.PublishAsync("a", "kept", retain: true);
        await line.SubscribeAsync("a", 2);
        await line.ExpectAsync("a", "kept");

        await line.SubscribeAsync("a", 0);

        await line.ExpectAsync("a", "kept");
        Assert.Equal(1, Broker.Counters.Subscriptions);
        await using var other = await Broker.ConnectAsync("other");
        await other.PublishAsync("a", "x", 2);
        Assert.Equal(QualityOfService.AtMostOnce, (await line.ExpectAsync("a", "x")).QoS);
    }

    [Fact]
    public async Task UnsubAckNamesTheSameId_AndOneCodeForEachFilterInOrder()
    {
        await using var line = await Broker.ConnectAsync("me");
        await line.SubscribeAsync("a/+");

        var answer = Assert.IsType<UnsubAckPacket>(await line.AskAsync(
            new UnsubscribePacket { PacketId = 78, TopicFilters = ["a/b", "A/+", "a/+", "a/+"] }));

        Assert.Equal(78, answer.PacketId);
        Assert.Equal(
            [ReasonCode.NoSubscriptionExisted, ReasonCode.NoSubscriptionExisted, ReasonCode.Success, ReasonCode.NoSubscriptionExisted],
            answer.ReasonCodes);
    }

    [Fact]
    public async Task EndsANewDeliveryButNotOneThatHasBegun_WhenTheClientUnsubscribes()
    {
        await using var line = await Broker.ConnectAsync("me");
        await line.SubscribeAsync("a", 2);
        await using var other = await Broker.ConnectAsync("other");
        await other.PublishAsync("a", "begun", 2);
        var begun = await line.ExpectAsync("a", "begun");
        await line.AskAsync(new UnsubscribePacket { PacketId = 78, TopicFilters = ["a"] });

        await other.PublishAsync("a", "new", 2);

        var released = Assert.IsType<PubRelPacket>(await line.AskAsync(new PubRecPacket { PacketId = begun.PacketId }));
        Assert.Equal((begun.PacketId, ReasonCode.Success), (released.PacketId, released.ReasonCode));
        await line.ExpectNothingAsync();
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(2, 0)]
    [InlineData(1, 2)]
    public async Task TakesTheHighestMatchingQoS_WhenFiltersOverlap(int one, int two)
    {
        await using var line = await Broker.ConnectAsync("me");
        await line.SubscribeAsync("a/#", one);
        await line.SubscribeAsync("a/+", two);
        await using var other = await Broker.ConnectAsync("other");

        await other.PublishAsync("a/b", "x", 2);

        Assert.Equal((QualityOfService)2, (await line.ExpectAsync("a/b", "x")).QoS);
        await line.ExpectNothingAsync();
    }

    [Theory]
    [InlineData("\uFEFFa/b", "a/b")]
    [InlineData("a/\u00E9", "a/e\u0301")]
    [InlineData("A", "a")]
    [InlineData("a//b", "a/b")]
    public async Task TellsTopicsApart_ThatDifferInOneCharacter(string filter, string other)
    {
        await using var line = await Broker.ConnectAsync("me");
        await line.SubscribeAsync(filter);

        await line.PublishAsync(other, "another");
        await line.PublishAsync(filter, "the same");

        await line.ExpectAsync(filter, "the same");
    }

    [Fact]
    public async Task TakesATopic_AsLongAsATextMayBe()
    {
        var topic = new string('t', 65_535);
        await using var line = await Broker.ConnectAsync("me");
        await line.SubscribeAsync(topic);

        await line.PublishAsync(topic, "x");

        await line.ExpectAsync(topic, "x");
    }

    [Fact]
    public async Task ForwardsEveryPropertyUnaltered_InItsOrder()
    {
        await using var line = await Broker.ConnectAsync("me");
        await line.SubscribeAsync("a");
        var sent = new PublishProperties
        {
            PayloadFormatIndicator = PayloadFormat.Utf8,
            ContentType = "text/\uFEFFplain",
            ResponseTopic = "answers/here",
            CorrelationData = "\0\x1"u8.ToArray(),
            UserProperties = [new("b", "1"), new("a", "2"), new("b", "1")],
        };

        await line.PublishAsync("a", "x", properties: sent);

        var got = (await line.ExpectAsync("a", "x")).Properties;
        Assert.Equal(
            (sent.PayloadFormatIndicator, sent.ContentType, sent.ResponseTopic),
            (got.PayloadFormatIndicator, got.ContentType, got.ResponseTopic));
        Assert.Equal(sent.CorrelationData!.Value.ToArray(), got.CorrelationData!.Value.ToArray());
        Assert.Equal(sent.UserProperties, got.UserProperties);
    }

    [Fact]
    public async Task PublishesTheWillWithItsProperties_InTheirOrder()
    {
        await using var line = await Broker.ConnectAsync("watcher");
        await line.SubscribeAsync("w", 2);
        var dying = await Broker.ConnectAsync("dying", will: new WillMessage
        {
            Topic = "w",
            Payload = Encoding.UTF8.GetBytes("gone"),
            QoS = QualityOfService.ExactlyOnce,
            Properties = new WillProperties { ContentType = "t", UserProperties = [new("z", "1"), new("a", "2")] },
        });

        await dying.DisposeAsync();

        var will = await line.ExpectAsync("w", "gone");
        Assert.Equal((QualityOfService.ExactlyOnce, false, "t"), (will.QoS, will.Retain, will.Properties.ContentType));
        Assert.Equal([new UserProperty("z", "1"), new("a", "2")], will.Properties.UserProperties);
    }

    [Fact]
    public async Task ReplacesTheRetainedMessageAndItsQoS_ButNotByOneThatIsNotRetained()
    {
        await using var line = await Broker.ConnectAsync("me");
        await line.PublishAsync("a", "first", 2, retain: true);
        await line.PublishAsync("a", "second", 1, retain: true);
        await line.PublishAsync("a", "passing", 2);

        await line.SubscribeAsync("a", 2);

        var kept = await line.ExpectAsync("a", "second");
        Assert.Equal((QualityOfService.AtLeastOnce, true), (kept.QoS, kept.Retain));
        await line.ExpectNothingAsync();
    }

    [Fact]
    public async Task DeliversAnEmptyRetainedMessage_ToThoseWhoSubscribeAlready()
    {
        await using var line = await Broker.ConnectAsync("me");
        await line.PublishAsync("a", "kept", 1, retain: true);
        await line.SubscribeAsync("a");
        await line.ExpectAsync("a", "kept");

        await line.PublishAsync("a", "", retain: true);

        await line.ExpectAsync("a", "");
        Assert.Equal(0, Broker.Counters.RetainedMessages);
    }

    [Fact]
    public async Task KeepsRetainedMessages_WhenTheSessionThatPublishedThemEnds()
    {
        var publisher = await Broker.ConnectAsync(new ConnectPacket { ClientId = "pub", CleanStart = true });
        await publisher.PublishAsync("a", "kept", 1, retain: true);
        await publisher.DisconnectAsync();
        Assert.Equal(0, Broker.Counters.Sessions);

        await using var line = await Broker.ConnectAsync("me");
        await line.SubscribeAsync("a");

        await line.ExpectAsync("a", "kept");
    }
}
