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
    public async Task RefusesASharedSubscription_AsItsConnAckSaid()
    {
        await using var line = await Broker.ConnectAsync("me");

        Assert.Equal([ReasonCode.SharedSubscriptionsNotSupported], (await line.SubscribeAsync("$share/g/a")).ReasonCodes);
    }
}
