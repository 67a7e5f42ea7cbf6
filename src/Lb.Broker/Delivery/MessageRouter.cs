using Lb.Broker.Retention;
using Lb.Broker.Sessions;
using Lb.Broker.Subscriptions;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Delivery;

/// <summary>Brings a published message to the sessions that subscribe to it, and retained messages to new subscriptions.</summary>
/// <remarks>Guarded by the broker's lock.</remarks>
internal sealed class MessageRouter(
    SubscriptionTable<Session> subscriptions, RetainedStore retained, SharedDelivery shared, Counters counters, TimeProvider clock)
{
    private readonly SubscriptionMatches<Session> _matches = new();
    private readonly SubscriptionMatches<ShareGroup<Session>> _groups = new();

    /// <summary>Publishes a message.</summary>
    /// <param name="message">What was published.</param>
    /// <param name="publisher">The session it comes from; its no-local subscriptions do not get it.</param>
    /// <param name="turn">Learns which connections got it.</param>
    /// <returns>Success; that nobody subscribes to the topic; or that the message is refused, because too many topics have a retained one.</returns>
    public ReasonCode Publish(Message message, Session? publisher, Turn turn)
    {
        if (message.Retain && !TryRetain(message))
        {
            counters.Dropped();
            return ReasonCode.QuotaExceeded;
        }
        var any = PublishToSubscribers(message, publisher, turn) | PublishToGroups(message, turn);
        return any ? ReasonCode.Success : ReasonCode.NoMatchingSubscribers;
    }

    private bool TryRetain(Message message) =>
        retained.TrySet(message) || (retained.RemoveExpired(clock.GetTimestamp()) && retained.TrySet(message));

    private bool PublishToSubscribers(Message message, Session? publisher, Turn turn)
    {
        subscriptions.Match(message.Topic, _matches);
        var last = new Dispatch(message, QualityOfService.AtMostOnce, Retain: false, []);
        foreach (var match in _matches.Items)
        {
            var wanted = match.Subscriber == publisher ? match.WithoutNoLocal() : match;
            if (wanted is { } delivered) Deliver(delivered.Subscriber, last = Like(last, message, delivered), turn);
        }
        var any = _matches.Items.Count > 0;
        _matches.Clear();
        return any;
    }

    private bool PublishToGroups(Message message, Turn turn)
    {
        subscriptions.MatchGroups(message.Topic, _groups);
        foreach (var match in _groups.Items) shared.Deliver(match.Subscriber, message, turn);
        var any = _groups.Items.Count > 0;
        _groups.Clear();
        return any;
    }

    /// <summary>Sends the retained messages that a new subscription matches; with no-local not those that its own client published.</summary>
    public void SendRetained(Session subscriber, SessionSubscription subscription, Turn turn)
    {
        foreach (var message in retained.Match(subscription.Filter, clock.GetTimestamp()))
        {
            if (subscription.NoLocal && message.PublisherId == subscriber.ClientId) continue;
            var qos = Lower(message.QoS, subscription.MaximumQoS);
            Deliver(subscriber, new Dispatch(message, qos, Retain: true, subscription.Identifiers), turn);
        }
    }

    private static void Deliver(Session subscriber, Dispatch dispatch, Turn turn)
    {
        // A filter may match more than its subscriber is allowed to get.
        if (subscriber.Rights?.MayReceive(dispatch.Message.Topic) == false) return;
        subscriber.Outgoing.Deliver(dispatch);
        turn.Touch(subscriber.Outgoing.Outbox);
    }

    // Most subscribers of a topic get the same: they share one object.
    private static Dispatch Like(Dispatch last, Message message, SubscriptionMatch<Session> match)
    {
        var qos = Lower(message.QoS, match.MaximumQoS);
        var retain = message.Retain && match.RetainAsPublished;
        var identifiers = match.Identifiers();
        return last.QoS == qos && last.Retain == retain && last.Identifiers.Count == 0 && identifiers.Count == 0
            ? last
            : new Dispatch(message, qos, retain, identifiers);
    }

    private static QualityOfService Lower(QualityOfService one, QualityOfService other) => one < other ? one : other;
}
