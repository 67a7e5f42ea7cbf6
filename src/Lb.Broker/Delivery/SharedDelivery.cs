using Lb.Broker.Sessions;
using Lb.Broker.Subscriptions;

namespace Lb.Broker.Delivery;

/// <summary>Gives each message of a shared subscription to one member, and on to another when that member leaves without having got it.</summary>
/// <remarks>
/// MQTT 5.0 section 4.8.2. Connected members take turns; while none is connected the others do, whose sessions keep the message. A QoS 2
/// message that was sent stays with its receiver, whatever becomes of it. Guarded by the broker's lock.
/// </remarks>
internal sealed class SharedDelivery(Counters counters)
{
    /// <summary>Gives a message to one member.</summary>
    public void Deliver(ShareGroup<Session> group, Message message, Turn turn)
    {
        bool Give(Session session, SessionSubscription subscription)
        {
            // A filter may match more than its subscriber is allowed to get.
            if (session.Rights?.MayReceive(message.Topic) == false) return false;
            var given = session.Outgoing.TryDeliver(DispatchTo(subscription, message, group));
            if (given) turn.Touch(session.Outgoing.Outbox);
            return given;
        }

        var taken = group.Offer((session, subscription) => IsOnline(session) && Give(session, subscription)) || group.Offer(Give);
        if (!taken) counters.Dropped();
    }

    /// <summary>The member's client is away: what was not sent yet goes to members that are there.</summary>
    public void HandOverUnsent(Session leaving, Turn turn) =>
        HandOver(leaving.Outgoing.TakeUnsent(dispatch => dispatch.Share is { } group && group.HasOther(leaving, IsOnline)), turn);

    /// <summary>The member has unsubscribed: what was not sent yet goes to the others.</summary>
    public void HandOverUnsent(Session leaving, ShareGroup<Session> group, Turn turn) =>
        HandOver(leaving.Outgoing.TakeUnsent(dispatch => dispatch.Share == group), turn);

    /// <summary>The member's session has ended: what was not sent, and what was sent with QoS 1 and not acknowledged, goes to the others.</summary>
    public void HandOverAll(Session ended, Turn turn) =>
        HandOver([.. ended.Outgoing.Unacknowledged.Concat(ended.Outgoing.TakeUnsent(static _ => true)).Where(static one => one.Share is not null)], turn);

    private void HandOver(List<Dispatch> dispatches, Turn turn)
    {
        foreach (var dispatch in dispatches)
            if (!dispatch.Share!.IsEmpty) Deliver(dispatch.Share, dispatch.Message, turn);
    }

    private static bool IsOnline(Session session) => session.Outgoing.Outbox is not null;

    private static Dispatch DispatchTo(SessionSubscription subscription, Message message, ShareGroup<Session> group)
    {
        var qos = message.QoS < subscription.MaximumQoS ? message.QoS : subscription.MaximumQoS;
        return new Dispatch(message, qos, message.Retain && subscription.RetainAsPublished, subscription.Identifiers) { Share = group };
    }
}
