using Lb.Broker.Delivery;
using Lb.Broker.Sessions;
using Lb.Broker.Subscriptions;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Connections;

/// <summary>SUBSCRIBE and UNSUBSCRIBE.</summary>
/// <remarks>MQTT 5.0 sections 3.8 to 3.11.</remarks>
internal readonly struct SubscribeStage(ClientConnection connection, BrokerState state, Turn turn)
{
    /// <summary>Stores the subscriptions, answers, and sends the retained messages they ask for.</summary>
    public void Subscribe(Session session, SubscribePacket packet)
    {
        lock (state.Gate)
        {
            if (session.Connection != connection) return;
            var reasons = new List<ReasonCode>(packet.Subscriptions.Count);
            var wantingRetained = new List<SessionSubscription>();
            foreach (var wanted in packet.Subscriptions) reasons.Add(Add(session, wanted, packet.Properties, wantingRetained));
            connection.Outbox.Add(new SubAckPacket { PacketId = packet.PacketId, ReasonCodes = reasons, Properties = Explain(reasons) });
            foreach (var subscription in wantingRetained) state.Router.SendRetained(session, subscription, turn);
        }
    }

    /// <summary>Removes the subscriptions and answers.</summary>
    public void Unsubscribe(Session session, UnsubscribePacket packet)
    {
        lock (state.Gate)
        {
            if (session.Connection != connection) return;
            var reasons = new List<ReasonCode>(packet.TopicFilters.Count);
            foreach (var filter in packet.TopicFilters) reasons.Add(Remove(session, filter));
            connection.Outbox.Add(new UnsubAckPacket { PacketId = packet.PacketId, ReasonCodes = reasons });
        }
    }

    private static ReasonProperties Explain(List<ReasonCode> reasons) =>
        reasons.Contains(ReasonCode.QuotaExceeded) ? new ReasonProperties { ReasonString = "too many subscriptions" } : ReasonProperties.None;

    private ReasonCode Add(
        Session session, Subscription wanted, SubscribeProperties properties, List<SessionSubscription> wantingRetained)
    {
        if (session.Rights is { } rights && !rights.MaySubscribe(wanted.TopicFilter)) return rights.RefusalOf(wanted.TopicFilter);
        var isKnown = session.Subscriptions.TryGetValue(wanted.TopicFilter, out var known);
        if (!isKnown && session.Subscriptions.Count >= state.Options.MaximumSubscriptions) return ReasonCode.QuotaExceeded;
        var stored = ToStored(wanted, properties);
        // The client may have come back with another version, to which the filter means something else.
        if (known is not null && known.ShareName != stored.ShareName) state.Subscriptions.Remove(session, known);
        session.Subscriptions[wanted.TopicFilter] = stored;
        state.Subscriptions.Add(session, stored);
        if (WantsRetained(wanted.RetainHandling, isKnown) && stored.ShareName is null) wantingRetained.Add(stored);
        return (ReasonCode)stored.MaximumQoS;
    }

    private static bool WantsRetained(RetainHandling handling, bool isKnown) =>
        handling == RetainHandling.SendAtSubscribe || (handling == RetainHandling.SendIfNew && !isKnown);

    private SessionSubscription ToStored(Subscription wanted, SubscribeProperties properties)
    {
        // To MQTT 3 "$share" is a level as any other.
        string? shareName = null;
        var filter = wanted.TopicFilter;
        if (connection.Outbox.Version == MqttProtocolVersion.V5 && TopicFilter.TrySplitShared(filter, out var name, out var inner))
            (shareName, filter) = (name, inner);
        // A bridge of MQTT 3 has no options to say so, and expects both from its level bit, as mosquitto's "try_private".
        return new SessionSubscription(filter, wanted.QoS)
        {
            ShareName = shareName,
            NoLocal = wanted.NoLocal || connection.Info.IsBridge,
            RetainAsPublished = wanted.RetainAsPublished || connection.Info.IsBridge,
            Identifiers = properties.SubscriptionIdentifier is { } identifier ? [identifier] : [],
        };
    }

    private ReasonCode Remove(Session session, string filter)
    {
        if (!session.Subscriptions.Remove(filter, out var stored)) return ReasonCode.NoSubscriptionExisted;
        var group = state.Subscriptions.FindGroup(stored);
        state.Subscriptions.Remove(session, stored);
        if (group is not null) state.Shared.HandOverUnsent(session, group, turn);
        return ReasonCode.Success;
    }
}
