using Lb.Broker.Sessions;
using Lb.Broker.Subscriptions;
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
        [.. session.Outgoing.Waiting.Select(dispatch => DispatchRecord.From(dispatch, clock))]);
}
