namespace Lb.Broker.Subscriptions;

/// <summary>What one topic matched: one entry for each subscriber, however many of its filters matched. Reusable after <see cref="Clear"/>.</summary>
/// <remarks>One copy with the highest matching QoS and all subscription identifiers: the first of the two ways that MQTT 5.0 section 3.3.4 allows.</remarks>
internal sealed class SubscriptionMatches<TSubscriber>
    where TSubscriber : class
{
    private readonly List<SubscriptionMatch<TSubscriber>> _matches = [];
    private Dictionary<TSubscriber, int>? _indexes;
    private int _filters;

    /// <summary>The matches, in no particular order.</summary>
    public IReadOnlyList<SubscriptionMatch<TSubscriber>> Items => _matches;

    /// <summary>Adds all subscribers of one filter that matched.</summary>
    /// <param name="subscribers">Null where no subscription has this filter.</param>
    public void AddAll(Dictionary<TSubscriber, SessionSubscription>? subscribers)
    {
        if (subscribers is null) return;
        _filters++;
        foreach (var (subscriber, subscription) in subscribers) Add(subscriber, subscription);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _matches.Clear();
        _indexes = null;
        _filters = 0;
    }

    // A subscriber appears once in each filter, so that the index is only paid for when a second filter matched.
    private void Add(TSubscriber subscriber, SessionSubscription subscription)
    {
        if (_filters > 1 && Indexes().TryGetValue(subscriber, out var index))
        {
            _matches[index] = _matches[index].With(subscription);
            return;
        }
        _indexes?.Add(subscriber, _matches.Count);
        _matches.Add(new SubscriptionMatch<TSubscriber>(subscriber, subscription, null));
    }

    private Dictionary<TSubscriber, int> Indexes()
    {
        if (_indexes is not null) return _indexes;
        _indexes = new Dictionary<TSubscriber, int>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < _matches.Count; i++) _indexes.Add(_matches[i].Subscriber, i);
        return _indexes;
    }
}
