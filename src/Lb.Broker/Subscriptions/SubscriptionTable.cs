using Lb.Protocol.Mqtt;

namespace Lb.Broker.Subscriptions;

/// <summary>All subscriptions: those of one subscriber each, and the shared ones.</summary>
/// <typeparam name="TSubscriber">Who subscribes; told apart by reference.</typeparam>
/// <remarks>MQTT 5.0 sections 4.7 and 4.8. Not safe for concurrent use.</remarks>
internal sealed class SubscriptionTable<TSubscriber>
    where TSubscriber : class
{
    private readonly SubscriptionTrie<TSubscriber> _own = new();
    private readonly SubscriptionTrie<ShareGroup<TSubscriber>> _shared = new();
    private readonly Dictionary<(string ShareName, string Filter), ShareGroup<TSubscriber>> _groups = [];
    private int _memberships;

    /// <summary>How many subscriptions are stored; each membership in a group counts.</summary>
    public int Count => _own.Count + _memberships;

    /// <summary>How many of them are memberships in a group.</summary>
    public int SharedCount => _memberships;

    /// <summary>Stores a subscription; one that the subscriber has for the same filter and share name is replaced.</summary>
    /// <returns>True when the subscriber had none of this kind before.</returns>
    public bool Add(TSubscriber subscriber, SessionSubscription subscription)
    {
        if (subscription.ShareName is not { } name) return _own.Add(subscriber, subscription);
        var isNew = GroupOf(name, subscription.Filter).Set(subscriber, subscription);
        if (isNew) _memberships++;
        return isNew;
    }

    /// <summary>Takes a subscription out.</summary>
    /// <returns>False when the subscriber has none for this filter and share name.</returns>
    public bool Remove(TSubscriber subscriber, SessionSubscription subscription)
    {
        if (subscription.ShareName is not { } name) return _own.Remove(subscriber, subscription.Filter);
        if (!_groups.TryGetValue((name, subscription.Filter), out var group) || !group.Remove(subscriber)) return false;
        _memberships--;
        if (!group.IsEmpty) return true;
        _groups.Remove((name, subscription.Filter));
        _shared.Remove(group, subscription.Filter);
        return true;
    }

    /// <summary>The group of a subscription; null when it is not shared.</summary>
    public ShareGroup<TSubscriber>? FindGroup(SessionSubscription subscription) => FindGroup(subscription.ShareName, subscription.Filter);

    /// <summary>The group of a share name and a filter; null without a name, and when nobody subscribes.</summary>
    public ShareGroup<TSubscriber>? FindGroup(string? shareName, string filter) =>
        shareName is null ? null : _groups.GetValueOrDefault((shareName, filter));

    /// <summary>Collects the subscribers whose own filters match a topic name.</summary>
    public void Match(string topic, SubscriptionMatches<TSubscriber> matches) => _own.Match(topic, matches);

    /// <summary>Collects the groups whose filters match a topic name.</summary>
    public void MatchGroups(string topic, SubscriptionMatches<ShareGroup<TSubscriber>> matches)
    {
        if (_groups.Count > 0) _shared.Match(topic, matches);
    }

    private ShareGroup<TSubscriber> GroupOf(string name, string filter)
    {
        if (_groups.TryGetValue((name, filter), out var known)) return known;
        var group = new ShareGroup<TSubscriber>(name, filter);
        _groups.Add((name, filter), group);
        _shared.Add(group, new SessionSubscription(filter, QualityOfService.ExactlyOnce));
        return group;
    }
}
