using Lb.Broker.Sessions;
using Lb.Broker.Subscriptions;
using Lb.Broker.Wills;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Persistence;

/// <summary>A <see cref="Session"/> on disk.</summary>
internal sealed record SessionRecord(
    string ClientId,
    string? User,
    uint ExpirySeconds,
    DateTimeOffset? ExpiresAt,
    WillMessage? Will,
    IReadOnlyList<SessionSubscription> Subscriptions,
    IReadOnlyList<ushort> Incoming,
    IReadOnlyList<InFlightRecord> InFlight,
    IReadOnlyList<DispatchRecord> Waiting)
{
    /// <summary>When the will is published; null when there is none, or none with a delay, and in files of before there was this.</summary>
    public DateTimeOffset? WillDueAt { get; init; }

    /// <summary>A session as it is; one with a connection counts as if its client left now.</summary>
    public static SessionRecord From(Session session, SnapshotClock clock) => new(
        session.ClientId,
        session.User,
        session.ExpirySeconds,
        session.ExpirySeconds == Session.NeverExpires ? null : session.ExpiresAt ?? clock.Now.AddSeconds(session.ExpirySeconds),
        session.Will,
        [.. session.Subscriptions.Values],
        [.. session.Incoming.Held],
        [.. session.Outgoing.InFlight.Select(sent => new InFlightRecord(
            sent.PacketId, sent.Dispatch is null ? null : DispatchRecord.From(sent.Dispatch, clock)))],
        [.. session.Outgoing.Waiting.Select(dispatch => DispatchRecord.From(dispatch, clock))])
    {
        WillDueAt = WillKeeper.DueOf(session, clock.Now),
    };
}
