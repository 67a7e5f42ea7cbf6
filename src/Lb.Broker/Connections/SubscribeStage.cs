using Lb.Broker.Delivery;
using Lb.Broker.Sessions;
using Lb.Broker.Subscriptions;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Connections;

/// <summary>SUBSCRIBE and UNSUBSCRIBE.</summary>
/// <remarks>MQTT 5.0 sections 3.8 to 3.11.</remarks>
internal static class SubscribeStage
{
    /// <summary>Stores the subscriptions, answers, and sends the retained messages they ask for.</summary>
    public static void Subscribe(Session session, ClientConnection connection, BrokerState state, Turn turn, SubscribePacket packet)
    {
        lock (state.Gate)
        {
            if (session.Connection != connection) return;
            var added = packet.Subscriptions.Select(wanted => Add(session, connection, state, wanted, packet.Properties)).ToList();
            connection.Outbox.Add(new SubAckPacket
            {
                PacketId = packet.PacketId,
                ReasonCodes = [.. added.Select(one => one.Result)],
            });
            foreach (var (_, stored, sendsRetained) in added)
                if (stored is not null && sendsRetained) state.Router.SendRetained(session, stored, turn);
        }
    }

    /// <summary>Removes the subscriptions and answers.</summary>
    public static void Unsubscribe(Session session, ClientConnection connection, BrokerState state, UnsubscribePacket packet)
    {
        lock (state.Gate)
        {
            if (session.Connection != connection) return;
            connection.Outbox.Add(new UnsubAckPacket
            {
                PacketId = packet.PacketId,
                ReasonCodes = [.. packet.TopicFilters.Select(filter => Remove(session, state, filter))],
            });
        }
    }

    private static (ReasonCode Result, SessionSubscription? Stored, bool SendsRetained) Add(
        Session session, ClientConnection connection, BrokerState state, Subscription wanted, SubscribeProperties properties)
    {
        if (session.Rights?.MaySubscribe(wanted.TopicFilter) == false) return (ReasonCode.NotAuthorized, null, false);
        if (connection.Outbox.Version == MqttProtocolVersion.V5 && TopicFilter.IsShared(wanted.TopicFilter))
            return (ReasonCode.SharedSubscriptionsNotSupported, null, false);
        // A bridge of MQTT 3 has no options to say so, and expects both from its level bit, as mosquitto's "try_private".
        var stored = new SessionSubscription(wanted.TopicFilter, wanted.QoS)
        {
            NoLocal = wanted.NoLocal || connection.Info.IsBridge,
            RetainAsPublished = wanted.RetainAsPublished || connection.Info.IsBridge,
            Identifiers = properties.SubscriptionIdentifier is { } identifier ? [identifier] : [],
        };
        session.Subscriptions[wanted.TopicFilter] = stored;
        var isNew = state.Subscriptions.Add(session, stored);
        var handling = wanted.RetainHandling;
        return ((ReasonCode)stored.MaximumQoS, stored, handling == RetainHandling.SendAtSubscribe || (handling == RetainHandling.SendIfNew && isNew));
    }

    private static ReasonCode Remove(Session session, BrokerState state, string filter)
    {
        if (!session.Subscriptions.Remove(filter)) return ReasonCode.NoSubscriptionExisted;
        state.Subscriptions.Remove(session, filter);
        return ReasonCode.Success;
    }
}
