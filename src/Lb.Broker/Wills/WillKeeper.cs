using Lb.Broker.Delivery;
using Lb.Broker.Sessions;
using Lb.Broker.Time;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Wills;

/// <summary>Publishes the wills of clients that vanished: at once, after their delay, or when the session ends before that.</summary>
/// <remarks>MQTT 5.0 sections 3.1.2.5 and 3.1.3.2.2. Guarded by the broker's lock.</remarks>
internal sealed class WillKeeper(MessageRouter router, LockedSchedule schedule, TimeProvider clock)
{
    /// <summary>The connection is gone and the session goes on.</summary>
    public void Release(Session session, Turn turn)
    {
        if (session.Will is not { } will) return;
        if (will.Properties.WillDelayInterval is not { } delay || delay == 0) ReleaseNow(session, turn);
        else session.WillDue = schedule.After(TimeSpan.FromSeconds(delay), dueTurn => ReleaseNow(session, dueTurn));
    }

    /// <summary>The session has ended: its will is published without waiting any longer.</summary>
    public void ReleaseNow(Session session, Turn turn)
    {
        var will = session.Will;
        Withdraw(session);
        if (will is not null) router.Publish(ToMessage(will) with { PublisherId = session.ClientId }, session, turn);
    }

    /// <summary>The will is not published: its client is back in time, or left in order.</summary>
    public static void Withdraw(Session session)
    {
        session.WillDue?.Cancel();
        session.WillDue = null;
        session.Will = null;
    }

    private Message ToMessage(WillMessage will) => new(will.Topic, will.Payload, will.QoS, will.Retain)
    {
        ExpiresAt = MessageExpiry.At(clock, will.Properties.MessageExpiryInterval),
        Properties = new PublishProperties
        {
            PayloadFormatIndicator = will.Properties.PayloadFormatIndicator,
            ContentType = will.Properties.ContentType,
            ResponseTopic = will.Properties.ResponseTopic,
            CorrelationData = will.Properties.CorrelationData,
            UserProperties = will.Properties.UserProperties,
        },
    };
}
