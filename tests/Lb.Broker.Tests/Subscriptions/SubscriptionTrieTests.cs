using Lb.Broker.Subscriptions;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Subscriptions;

public sealed class SubscriptionTrieTests
{
    private readonly SubscriptionTrie<string> _trie = new();

    [Theory]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1", true)]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1/score/wimbledon", true)]
    [InlineData("sport/#", "sport", true)]
    [InlineData("#", "sport", true)]
    [InlineData("sport/tennis/+", "sport/tennis/player1", true)]
    [InlineData("sport/tennis/+", "sport/tennis/player1/ranking", false)]
    [InlineData("sport/+", "sport", false)]
    [InlineData("sport/+", "sport/", true)]
    [InlineData("+/+", "/finance", true)]
    [InlineData("/+", "/finance", true)]
    [InlineData("+", "/finance", false)]
    [InlineData("#", "$SYS/uptime", false)]
    [InlineData("+/uptime", "$SYS/uptime", false)]
    [InlineData("$SYS/#", "$SYS/uptime", true)]
    [InlineData("$SYS/+", "$SYS/uptime", true)]
    [InlineData("a/+", "a/$b", true)]
    [InlineData("Accounts", "accounts", false)]
    public void MatchesAsTheSpecificationsExamplesSay(string filter, string topic, bool matches)
    {
        Subscribe("me", filter);

        Assert.Equal(matches, Match(topic).Count == 1);
    }

    [Fact]
    public void FindsWhatANaiveMatcherFinds_WhateverIsAddedAndRemoved() => Seeded.Check(random =>
    {
        var trie = new SubscriptionTrie<string>();
        var naive = new HashSet<(string Subscriber, string Filter)>();
        for (var step = 0; step < 60; step++)
        {
            var entry = (Subscriber: string.Intern("s" + random.Next(4)), Filter: RandomTopics.Filter(random));
            if (random.Next(3) > 0)
                Assert.Equal(naive.Add(entry), trie.Add(entry.Subscriber, new SessionSubscription(entry.Filter, QualityOfService.AtMostOnce)));
            else
                Assert.Equal(naive.Remove(entry), trie.Remove(entry.Subscriber, entry.Filter));
            Assert.Equal(naive.Count, trie.Count);

            var topic = RandomTopics.Name(random);
            var matches = new SubscriptionMatches<string>();
            trie.Match(topic, matches);
            var found = matches.Items.SelectMany(match => (match.Others ?? []).Prepend(match.First).Select(one => (match.Subscriber, one.Filter)));
            Assert.Equal(naive.Where(one => NaiveMatcher.Matches(one.Filter, topic)).Order(), found.Order());
            Assert.Equal(matches.Items.Count, matches.Items.DistinctBy(match => match.Subscriber).Count());
        }
    });

    [Fact]
    public void MergesWhatOneSubscriberHas_WhenItsFiltersOverlap()
    {
        _trie.Add("me", new SessionSubscription("a/#", QualityOfService.AtMostOnce) { Identifiers = [7], RetainAsPublished = true });
        _trie.Add("me", new SessionSubscription("a/b", QualityOfService.ExactlyOnce) { Identifiers = [9] });
        _trie.Add("me", new SessionSubscription("a/+", QualityOfService.AtLeastOnce));

        var match = Assert.Single(Match("a/b"));

        Assert.Equal(QualityOfService.ExactlyOnce, match.MaximumQoS);
        Assert.Equal([7u, 9u], match.Identifiers().Order());
        Assert.True(match.RetainAsPublished);
    }

    [Fact]
    public void LeavesOnlyTheOtherSubscriptions_WhenNoLocalOnesAreTakenAway()
    {
        _trie.Add("me", new SessionSubscription("a/#", QualityOfService.ExactlyOnce) { NoLocal = true });
        _trie.Add("me", new SessionSubscription("a/b", QualityOfService.AtMostOnce));
        _trie.Add("me", new SessionSubscription("c", QualityOfService.AtMostOnce) { NoLocal = true });

        Assert.Equal(QualityOfService.AtMostOnce, Assert.Single(Match("a/b")).WithoutNoLocal()!.Value.MaximumQoS);
        Assert.Null(Assert.Single(Match("c")).WithoutNoLocal());
    }

    [Fact]
    public void ReplacesTheSubscription_WhenTheFilterIsSubscribedAgain()
    {
        Assert.True(_trie.Add("me", new SessionSubscription("a", QualityOfService.AtMostOnce)));
        Assert.False(_trie.Add("me", new SessionSubscription("a", QualityOfService.ExactlyOnce)));

        Assert.Equal(QualityOfService.ExactlyOnce, Assert.Single(Match("a")).MaximumQoS);
        Assert.Equal(1, _trie.Count);
    }

    [Fact]
    public void TakesATopicOfTheLongestPossibleLength_WithoutRunningOutOfStack()
    {
        var deepest = new string('/', 65_535);
        Subscribe("me", deepest);
        Subscribe("me", "/#");

        Assert.Single(Match(deepest));
        Assert.True(_trie.Remove("me", deepest));
        Assert.Single(Match(deepest));
    }

    private void Subscribe(string subscriber, string filter) => _trie.Add(subscriber, new SessionSubscription(filter, QualityOfService.AtMostOnce));

    private IReadOnlyList<SubscriptionMatch<string>> Match(string topic)
    {
        var matches = new SubscriptionMatches<string>();
        _trie.Match(topic, matches);
        return matches.Items;
    }
}
