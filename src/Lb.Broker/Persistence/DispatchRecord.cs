using Lb.Broker.Delivery;
using Lb.Broker.Sessions;
using Lb.Broker.Subscriptions;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Persistence;

/// <summary>A <see cref="Dispatch"/> on disk.</summary>
internal sealed record DispatchRecord(MessageRecord Message, QualityOfService QoS, bool Retain, IReadOnlyList<uint> Identifiers)
{
    /// <summary>Name of the shared subscription that it was taken for; null without one.</summary>
    public string? ShareName { get; init; }

    /// <summary>Filter of that subscription.</summary>
    public string? ShareFilter { get; init; }

    public static DispatchRecord From(Dispatch dispatch, SnapshotClock clock) =>
        new(MessageRecord.From(dispatch.Message, clock), dispatch.QoS, dispatch.Retain, dispatch.Identifiers)
        {
            ShareName = dispatch.Share?.Name,
            ShareFilter = dispatch.Share?.Filter,
        };

    /// <summary>The dispatch, for a broker that has all subscriptions again.</summary>
    public Dispatch ToDispatch(SnapshotClock clock, SubscriptionTable<Session> subscriptions) => new(Message.ToMessage(clock), QoS, Retain, Identifiers)
    {
        Share = ShareFilter is null ? null : subscriptions.FindGroup(ShareName, ShareFilter),
    };
}
