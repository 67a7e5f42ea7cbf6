using Lb.Protocol.Mqtt;

namespace Lb.Broker.Subscriptions;

/// <summary>One subscriber whom a topic reaches, with its matching subscriptions merged.</summary>
/// <param name="Subscriber">Who gets the message.</param>
/// <param name="First">The subscription that matched first.</param>
/// <param name="Others">The other subscriptions that matched; null when there is none, as mostly.</param>
internal readonly record struct SubscriptionMatch<TSubscriber>(TSubscriber Subscriber, SessionSubscription First, List<SessionSubscription>? Others)
    where TSubscriber : class
{
    /// <summary>This match with one more subscription.</summary>
    public SubscriptionMatch<TSubscriber> With(SessionSubscription subscription) => this with { Others = [.. Others ?? [], subscription] };

    /// <summary>Takes away the subscriptions that do not want what their own subscriber publishes.</summary>
    /// <returns>Null when none is left.</returns>
    public SubscriptionMatch<TSubscriber>? WithoutNoLocal()
    {
        if (Others is null) return First.NoLocal ? null : this;
        var left = Others.Prepend(First).Where(subscription => !subscription.NoLocal).ToList();
        return left.Count == 0 ? null : this with { First = left[0], Others = left.Count == 1 ? null : left[1..] };
    }

    /// <summary>The highest QoS that one of the subscriptions allows (MQTT 5.0 section 3.3.4).</summary>
    public QualityOfService MaximumQoS =>
        Others is null ? First.MaximumQoS : Others.Prepend(First).Max(static subscription => subscription.MaximumQoS);

    /// <summary>Whether one of the subscriptions keeps the RETAIN flag as it was published.</summary>
    public bool RetainAsPublished => First.RetainAsPublished || (Others?.Any(static other => other.RetainAsPublished) ?? false);

    /// <summary>The subscription identifiers to name in the PUBLISH, empty when no subscription has one.</summary>
    public IReadOnlyList<uint> Identifiers()
    {
        if (Others is null) return First.Identifiers;
        return [.. Others.Prepend(First).SelectMany(static subscription => subscription.Identifiers)];
    }
}
