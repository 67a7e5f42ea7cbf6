using Lb.Broker.Delivery;
using Lb.Broker.Sessions;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Connections;

/// <summary>A PUBLISH from a client: routed once, then answered as its QoS asks.</summary>
/// <remarks>MQTT 5.0 sections 3.3 and 4.3.</remarks>
internal readonly struct PublishStage(ClientConnection connection, BrokerState state, Turn turn)
{
    public void Handle(Session session, PublishPacket publish)
    {
        state.Counters.Received();
        if (publish.Properties.SubscriptionIdentifiers.Count > 0)
        {
            connection.Close(ConnectionEnd.ProtocolViolation, ReasonCode.ProtocolError, "MQTT-3.3.4-6: subscription identifiers only go to clients");
            return;
        }
        if (connection.Aliases.Resolve(publish, out var topic) is { } reason)
        {
            connection.Close(ConnectionEnd.ProtocolViolation, reason, "the topic alias is too high or was never set");
            return;
        }
        if (!AccessStage.MayPublish(topic, session.Rights, state.Options)) Deny(publish);
        else if (publish.QoS == QualityOfService.ExactlyOnce) HandleExactlyOnce(session, publish, topic);
        else if (publish.QoS == QualityOfService.AtLeastOnce) HandleAtLeastOnce(session, publish, topic);
        else Route(session, publish, topic);
    }

    // MQTT 3 has no way to say no but to close [MQTT-3.3.5-2]: there the message is answered and goes nowhere.
    private void Deny(PublishPacket publish)
    {
        if (publish.QoS == QualityOfService.AtLeastOnce)
            connection.Outbox.Add(new PubAckPacket { PacketId = publish.PacketId, ReasonCode = ReasonCode.NotAuthorized });
        else if (publish.QoS == QualityOfService.ExactlyOnce)
            connection.Outbox.Add(new PubRecPacket { PacketId = publish.PacketId, ReasonCode = ReasonCode.NotAuthorized });
    }

    private void HandleAtLeastOnce(Session session, PublishPacket publish, string topic)
    {
        bool isTaken;
        lock (state.Gate) isTaken = session.Incoming.Holds(publish.PacketId);
        if (isTaken && connection.Outbox.Version != MqttProtocolVersion.V5)
        {
            // MQTT 3 cannot say no, and an acknowledgement would lose the message [MQTT-4.8.0-1].
            connection.Close(ConnectionEnd.ProtocolViolation, ReasonCode.ProtocolError, "the packet id is in use");
            return;
        }
        var result = isTaken ? ReasonCode.PacketIdentifierInUse : Route(session, publish, topic);
        connection.Outbox.Add(new PubAckPacket { PacketId = publish.PacketId, ReasonCode = result, Properties = Explain(result) });
    }

    private void HandleExactlyOnce(Session session, PublishPacket publish, string topic)
    {
        IncomingVerdict verdict;
        lock (state.Gate) verdict = session.Incoming.Receive(publish.PacketId, LimitOf(connection));
        if (verdict == IncomingVerdict.TooMany)
        {
            connection.Close(ConnectionEnd.ProtocolViolation, ReasonCode.ReceiveMaximumExceeded, "the receive maximum of CONNACK is exceeded");
            return;
        }
        var result = verdict == IncomingVerdict.Repeated ? ReasonCode.Success : Route(session, publish, topic);
        if (result >= ReasonCode.UnspecifiedError) Forget(session, publish.PacketId);
        connection.Outbox.Add(new PubRecPacket { PacketId = publish.PacketId, ReasonCode = result, Properties = Explain(result) });
    }

    // After a PUBREC with an error no PUBREL comes, and the id is free again (section 4.3.3). MQTT 3 does not hear of the error.
    private void Forget(Session session, ushort packetId)
    {
        if (connection.Outbox.Version != MqttProtocolVersion.V5) return;
        lock (state.Gate) session.Incoming.Release(packetId);
    }

    // Only MQTT 5.0 tells a client a receive maximum; before that the 65 535 packet ids are the limit.
    private int LimitOf(ClientConnection from) =>
        from.Outbox.Version == MqttProtocolVersion.V5 ? state.Options.ReceiveMaximum : ushort.MaxValue;

    private static ReasonProperties Explain(ReasonCode result) => result switch
    {
        ReasonCode.QuotaExceeded => new ReasonProperties { ReasonString = "too many topics have a retained message" },
        ReasonCode.PacketIdentifierInUse => new ReasonProperties { ReasonString = "a QoS 2 message with this packet id waits for PUBREL" },
        _ => ReasonProperties.None,
    };

    private ReasonCode Route(Session session, PublishPacket publish, string topic)
    {
        var properties = publish.Properties;
        var isOwn = properties.MessageExpiryInterval is not null || properties.TopicAlias is not null;
        var message = new Message(topic, publish.Payload, publish.QoS, publish.Retain)
        {
            PublisherId = session.ClientId,
            ExpiresAt = MessageExpiry.At(state.Options.Clock, properties.MessageExpiryInterval),
            Properties = isOwn ? properties with { MessageExpiryInterval = null, TopicAlias = null } : properties,
        };
        lock (state.Gate) return state.Router.Publish(message, session, turn);
    }
}
