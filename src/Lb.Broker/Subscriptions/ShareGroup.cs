namespace Lb.Broker.Subscriptions;

/// <summary>The members of one shared subscription: all who subscribe to the same filter under the same share name.</summary>
/// <typeparam name="TSubscriber">Who subscribes; told apart by reference.</typeparam>
/// <param name="name">The share name.</param>
/// <param name="filter">What follows it.</param>
/// <remarks>MQTT 5.0 section 4.8.2. Not safe for concurrent use.</remarks>
internal sealed class ShareGroup<TSubscriber>(string name, string filter)
    where TSubscriber : class
{
    private readonly List<(TSubscriber Subscriber, SessionSubscription Subscription)> _members = [];
    private int _next;

    public string Name => name;

    public string Filter => filter;

    public bool IsEmpty => _members.Count == 0;

    /// <summary>Takes a member in; its former subscription is replaced.</summary>
    /// <returns>True when it was no member before.</returns>
    public bool Set(TSubscriber subscriber, SessionSubscription subscription)
    {
        var index = IndexOf(subscriber);
        if (index >= 0) _members[index] = (subscriber, subscription);
        else _members.Add((subscriber, subscription));
        return index < 0;
    }

    /// <summary>Lets a member go; the turn stays with whom it was.</summary>
    /// <returns>False when it was no member.</returns>
    public bool Remove(TSubscriber subscriber)
    {
        var index = IndexOf(subscriber);
        if (index < 0) return false;
        _members.RemoveAt(index);
        if (index < _next) _next--;
        return true;
    }

    /// <summary>Whether a member other than one of them fulfils a condition.</summary>
    public bool HasOther(TSubscriber than, Func<TSubscriber, bool> condition) =>
        _members.Exists(member => !ReferenceEquals(member.Subscriber, than) && condition(member.Subscriber));

    /// <summary>Offers a message to the members, beginning with the one after the last that took one, until one takes it.</summary>
    /// <returns>False when nobody takes it.</returns>
    public bool Offer(Func<TSubscriber, SessionSubscription, bool> takes)
    {
        for (var i = 0; i < _members.Count; i++)
        {
            var index = (_next + i) % _members.Count;
            var (subscriber, subscription) = _members[index];
            if (!takes(subscriber, subscription)) continue;
            _next = index + 1;
            return true;
        }
        return false;
    }

    private int IndexOf(TSubscriber subscriber) => _members.FindIndex(member => ReferenceEquals(member.Subscriber, subscriber));
}
