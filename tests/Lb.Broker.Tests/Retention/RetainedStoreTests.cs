using Lb.Broker.Delivery;
using Lb.Broker.Retention;
using Lb.Broker.Tests.Subscriptions;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Retention;

public sealed class RetainedStoreTests
{
    private readonly RetainedStore _store = new(int.MaxValue);

    [Fact]
    public void FindsWhatANaiveMatcherFinds_WhateverIsSetAndCleared() => Seeded.Check(random =>
    {
        var store = new RetainedStore(int.MaxValue);
        var naive = new Dictionary<string, Message>();
        for (var step = 0; step < 60; step++)
        {
            var message = Retained(RandomTopics.Name(random), random.Next(2));
            store.TrySet(message);
            if (message.Payload.IsEmpty) naive.Remove(message.Topic);
            else naive[message.Topic] = message;
            Assert.Equal(naive.Count, store.Count);

            var filter = RandomTopics.Filter(random);
            var expected = naive.Values.Where(one => NaiveMatcher.Matches(filter, one.Topic)).OrderBy(one => one.Topic, StringComparer.Ordinal);
            Assert.Equal(expected, store.Match(filter, now: 0).OrderBy(one => one.Topic, StringComparer.Ordinal));
        }
    });

    [Fact]
    public void KeepsTheLastMessageOnly_WhenATopicIsSetTwice()
    {
        _store.TrySet(Retained("a", 1));
        _store.TrySet(Retained("a", 2));

        Assert.Equal(2, Assert.Single(_store.Match("a", now: 0)).Payload.Length);
    }

    [Fact]
    public void DropsAMessage_WhenItsExpiryHasPassed()
    {
        _store.TrySet(Retained("a/b", 1) with { ExpiresAt = 10 });

        Assert.Single(_store.Match("a/b", now: 9));
        Assert.Empty(_store.Match("#", now: 10));
        Assert.Equal(0, _store.Count);
    }

    [Fact]
    public void TakesATopicOfTheLongestPossibleLength_WithoutRunningOutOfStack()
    {
        var deepest = new string('/', 65_535);
        _store.TrySet(Retained(deepest, 1));

        Assert.Single(_store.Match("/#", now: 0));
        _store.TrySet(Retained(deepest, 0));
        Assert.Empty(_store.Match("#", now: 0));
    }

    private static Message Retained(string topic, int length) => new(topic, new byte[length], QualityOfService.AtMostOnce, Retain: true);
}
