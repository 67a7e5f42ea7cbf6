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
    public void RemovesWhatHasExpired_AndNothingElse()
    {
        var store = new RetainedStore(4);
        store.TrySet(Retained("a", 1) with { ExpiresAt = 10 });
        store.TrySet(Retained("a/b", 2));
        store.TrySet(Retained("a/b/c", 3) with { ExpiresAt = 20 });
        store.TrySet(Retained("d/e", 4) with { ExpiresAt = 30 });
        Assert.False(store.TrySet(Retained("f", 1)));

        Assert.False(store.RemoveExpired(now: 9));
        Assert.True(store.RemoveExpired(now: 20));
        Assert.False(store.RemoveExpired(now: 29));

        Assert.Equal(["a/b", "d/e"], store.All.Select(message => message.Topic).Order(StringComparer.Ordinal));
        Assert.Equal((2, 6), (store.Count, store.Bytes));
        Assert.True(store.TrySet(Retained("f", 1)));
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
