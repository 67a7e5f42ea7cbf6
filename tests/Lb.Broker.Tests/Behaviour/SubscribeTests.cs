using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Behaviour;

public sealed class SubscribeTests : BrokerTest
{
    [Fact]
    public async Task DoesNotSendBack_WhatANoLocalSubscriberPublishes()
    {
        await using var line = await Broker.ConnectAsync("me");
        await line.SubscribeAsync(new Subscription("a", QualityOfService.AtMostOnce, NoLocal: true));

        await line.PublishAsync("a", "own");

        await line.ExpectNothingAsync();
    }

    [Theory]
    [InlineData(RetainHandling.SendAtSubscribe, true, true)]
    [InlineData(RetainHandling.SendIfNew, true, false)]
    [InlineData(RetainHandling.DoNotSend, false, false)]
    public async Task SendsRetainedMessages_AsRetainHandlingSays(RetainHandling handling, bool first, bool second)
    {
        await using var line = await Broker.ConnectAsync("me");
        await line.PublishAsync("a", "kept", retain: true);
        foreach (var sent in (bool[])[first, second])
        {
            await line.SubscribeAsync(new Subscription("a", QualityOfService.AtMostOnce, RetainHandling: handling));
            if (sent) Assert.True((await line.ExpectAsync("a", "kept")).Retain);
            await line.ExpectNothingAsync();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task KeepsTheRetainFlag_OnlyWhenTheSubscriptionSaysSo(bool asPublished)
    {
        await using var line = await Broker.ConnectAsync("me");
        await line.SubscribeAsync(new Subscription("a", QualityOfService.AtMostOnce, RetainAsPublished: asPublished));

        await line.PublishAsync("a", "x", retain: true);

        Assert.Equal(asPublished, (await line.ExpectAsync("a", "x")).Retain);
    }

    [Fact]
    public async Task RemovesTheRetainedMessage_WhenAnEmptyOneFollows()
    {
        await using var line = await Broker.ConnectAsync("me");
        await line.PublishAsync("a", "kept", retain: true);
        await line.PublishAsync("a", "", retain: true);

        await line.SubscribeAsync("#");

        await line.ExpectNothingAsync();
        Assert.Equal(0, Broker.Counters.RetainedMessages);
    }

    [Fact]
    public async Task AnswersForEachFilter_WhenUnsubscribing()
    {
        await using var line = await Broker.ConnectAsync("me");
        await line.SubscribeAsync("a");

        var answer = await line.AskAsync(new UnsubscribePacket { PacketId = 9, TopicFilters = ["a", "b"] });

        Assert.Equal([ReasonCode.Success, ReasonCode.NoSubscriptionExisted], Assert.IsType<UnsubAckPacket>(answer).ReasonCodes);
        await line.PublishAsync("a", "x");
        await line.ExpectNothingAsync();
    }

    [Fact]
    public async Task DoesNotSendARetainedMessage_ToTheNoLocalSubscriberThatPublishedIt()
    {
        await using var line = await Broker.ConnectAsync("me");
        await using var other = await Broker.ConnectAsync("other");
        await line.PublishAsync("a/own", "x", retain: true);
        await line.ExpectNothingAsync();
        await other.PublishAsync("a/other", "y", retain: true);
        await other.ExpectNothingAsync();

        await line.SubscribeAsync(new Subscription("a/+", QualityOfService.AtMostOnce, NoLocal: true));

        await line.ExpectAsync("a/other", "y");
        await line.ExpectNothingAsync();
    }

    [Fact]
    public async Task RefusesOneMoreSubscription_WhenTheSessionHasAllItMayHave()
    {
        await using var broker = new TestBroker(options => options with { MaximumSubscriptions = 2 });
        await broker.StartAsync();
        await using var line = await broker.ConnectAsync("me");
        await line.SubscribeAsync("a");
        await line.SubscribeAsync("b");

        var refused = await line.SubscribeAsync("c");

        Assert.Equal([ReasonCode.QuotaExceeded], refused.ReasonCodes);
        Assert.Equal("too many subscriptions", refused.Properties.ReasonString);
        Assert.Equal([ReasonCode.GrantedQoS1], (await line.SubscribeAsync("b", 1)).ReasonCodes);
        Assert.Equal(2, broker.Counters.Subscriptions);
    }

    [Fact]
    public async Task RefusesARetainedMessage_WhenTooManyTopicsHaveOne()
    {
        await using var broker = new TestBroker(options => options with { MaximumRetainedTopics = 1 });
        await broker.StartAsync();
        await using var line = await broker.ConnectAsync("me");
        await line.SubscribeAsync("b");
        await line.PublishAsync("a", "x", retain: true);

        var one = Assert.IsType<PubAckPacket>(await line.PublishAsync("b", "y", 1, retain: true));
        var two = Assert.IsType<PubRecPacket>(await line.PublishAsync("b", "y", 2, retain: true));

        Assert.Equal((ReasonCode.QuotaExceeded, ReasonCode.QuotaExceeded), (one.ReasonCode, two.ReasonCode));
        await line.PublishAsync("a", "other", retain: true);
        await line.ExpectNothingAsync();
        Assert.Equal(1, broker.Counters.RetainedMessages);
    }
}
