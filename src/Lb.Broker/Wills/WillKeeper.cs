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
        if (DueOf(session, clock.GetUtcNow()) is { } due) ReleaseAt(session, due);
        else ReleaseNow(session, turn);
    }

    /// <summary>The broker was restarted while the client was away.</summary>
    /// <param name="session">Its session, the will in it.</param>
    /// <param name="due">When the will was to be published; null when it had no delay.</param>
    /// <param name="turn">Learns whom it went to.</param>
    public void Resume(Session session, DateTimeOffset? due, Turn turn)
    {
        if (due is { } end) ReleaseAt(session, end);
        else Release(session, turn);
    }

    /// <summary>When the will of a session is published.</summary>
    /// <param name="session">The session, with a connection or without.</param>
    /// <param name="now">When its client leaves, if it has not left yet.</param>
    /// <returns>Null when there is none, or none with a delay.</returns>
    public static DateTimeOffset? DueOf(Session session, DateTimeOffset now)
    {
        if (session.WillDueAt is { } due) return due;
        return session.Will?.Properties.WillDelayInterval is { } delay and > 0 ? now.AddSeconds(delay) : null;
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
        session.WillDueAt = null;
        session.Will = null;
    }

    private void ReleaseAt(Session session, DateTimeOffset due)
    {
        session.WillDueAt = due;
        session.WillDue = schedule.After(due - clock.GetUtcNow(), turn => ReleaseNow(session, turn));
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
