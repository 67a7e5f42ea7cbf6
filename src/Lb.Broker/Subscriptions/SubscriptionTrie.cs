using Lb.Broker.Topics;

namespace Lb.Broker.Subscriptions;

/// <summary>All subscriptions, stored so that the cost of a match depends on the topic's levels and not on how many filters there are.</summary>
/// <typeparam name="TSubscriber">Who subscribes; told apart by reference.</typeparam>
/// <remarks>
/// Filters and topic names must be valid (MQTT 5.0 section 4.7); the packet reader sees to that. Walks are loops and not recursion, because
/// a topic may have 65 535 levels. Not safe for concurrent use.
/// </remarks>
internal sealed class SubscriptionTrie<TSubscriber>
    where TSubscriber : class
{
    private readonly TopicBranch<Dictionary<TSubscriber, SessionSubscription>> _root = new(null, "");
    private readonly Stack<(TopicBranch<Dictionary<TSubscriber, SessionSubscription>> Branch, int Position)> _pending = new();

    /// <summary>How many subscriptions are stored.</summary>
    public int Count { get; private set; }

    /// <summary>Stores a subscription; one that the subscriber has for the same filter is replaced.</summary>
    /// <returns>True when the subscriber had none for this filter before (retain handling 1 asks, MQTT 5.0 section 3.8.3.1).</returns>
    public bool Add(TSubscriber subscriber, SessionSubscription subscription)
    {
        var branch = _root.FindOrAdd(subscription.Filter);
        branch.Value ??= new Dictionary<TSubscriber, SessionSubscription>(1, ReferenceEqualityComparer.Instance);
        var isNew = !branch.Value.ContainsKey(subscriber);
        branch.Value[subscriber] = subscription;
        if (isNew) Count++;
        return isNew;
    }

    /// <summary>Takes a subscription out.</summary>
    /// <returns>False when the subscriber has none for exactly this filter.</returns>
    public bool Remove(TSubscriber subscriber, string filter)
    {
        if (_root.Find(filter) is not { Value: { } subscribers } branch || !subscribers.Remove(subscriber)) return false;
        Count--;
        if (subscribers.Count > 0) return true;
        branch.Value = null;
        branch.Prune();
        return true;
    }

    /// <summary>Collects every subscription whose filter matches a topic name.</summary>
    /// <param name="topic">A topic name; one that starts with <c>$</c> is not matched by a wildcard in the first level (section 4.7.2).</param>
    /// <param name="matches">Receives the matches, those of one subscriber merged.</param>
    public void Match(string topic, SubscriptionMatches<TSubscriber> matches)
    {
        var wildcards = !topic.StartsWith('$');
        _pending.Push((_root, TopicLevels.First));
        while (_pending.TryPop(out var at))
        {
            if (wildcards) matches.AddAll(at.Branch.FindBelow("#")?.Value);
            if (TopicLevels.IsEnd(topic, at.Position))
            {
                matches.AddAll(at.Branch.Value);
                continue;
            }
            var next = at.Position;
            var level = TopicLevels.Next(topic, ref next);
            if (wildcards && at.Branch.FindBelow("+") is { } any) _pending.Push((any, next));
            if (at.Branch.FindBelow(level) is { } exact) _pending.Push((exact, next));
            wildcards = true;
        }
    }
}
