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
        if (Violation(publish.Properties) is { } reason) connection.Close(ConnectionEnd.ProtocolViolation, reason);
        else if (!MayPublish(session, publish.Topic)) Deny(publish);
        else if (publish.QoS == QualityOfService.ExactlyOnce) HandleExactlyOnce(session, publish);
        else
        {
            var matched = Route(session, publish);
            if (publish.QoS == QualityOfService.AtLeastOnce)
                connection.Outbox.Add(new PubAckPacket { PacketId = publish.PacketId, ReasonCode = ResultOf(matched) });
        }
    }

    // The broker's own topics are nobody else's (MQTT 5.0 section 4.7.2).
    private bool MayPublish(Session session, string topic) =>
        session.Rights?.MayPublish(topic) != false && !(state.Options.HasSystemTopics && topic.StartsWith("$SYS/", StringComparison.Ordinal));

    // MQTT 3 has no way to say no but to close [MQTT-3.3.5-2]: there the message is answered and goes nowhere.
    private void Deny(PublishPacket publish)
    {
        if (publish.QoS == QualityOfService.AtLeastOnce)
            connection.Outbox.Add(new PubAckPacket { PacketId = publish.PacketId, ReasonCode = ReasonCode.NotAuthorized });
        else if (publish.QoS == QualityOfService.ExactlyOnce)
            connection.Outbox.Add(new PubRecPacket { PacketId = publish.PacketId, ReasonCode = ReasonCode.NotAuthorized });
    }

    private void HandleExactlyOnce(Session session, PublishPacket publish)
    {
        IncomingVerdict verdict;
        lock (state.Gate) verdict = session.Incoming.Receive(publish.PacketId, LimitOf(connection));
        if (verdict == IncomingVerdict.TooMany)
        {
            connection.Close(ConnectionEnd.ProtocolViolation, ReasonCode.ReceiveMaximumExceeded);
            return;
        }
        var matched = verdict == IncomingVerdict.Repeated || Route(session, publish);
        connection.Outbox.Add(new PubRecPacket { PacketId = publish.PacketId, ReasonCode = ResultOf(matched) });
    }

    // Only MQTT 5.0 tells a client a receive maximum; before that the 65 535 packet ids are the limit.
    private int LimitOf(ClientConnection from) =>
        from.Outbox.Version == MqttProtocolVersion.V5 ? state.Options.ReceiveMaximum : ushort.MaxValue;

    // No topic alias was offered in CONNACK, and subscription identifiers only go to clients (sections 3.3.2.3.4 and 3.3.4).
    private static ReasonCode? Violation(PublishProperties properties)
    {
        if (properties.TopicAlias is not null) return ReasonCode.TopicAliasInvalid;
        return properties.SubscriptionIdentifiers.Count > 0 ? ReasonCode.ProtocolError : null;
    }

    private static ReasonCode ResultOf(bool matched) => matched ? ReasonCode.Success : ReasonCode.NoMatchingSubscribers;

    private bool Route(Session session, PublishPacket publish)
    {
        var expiry = publish.Properties.MessageExpiryInterval;
        var message = new Message(publish.Topic, publish.Payload, publish.QoS, publish.Retain)
        {
            ExpiresAt = MessageExpiry.At(state.Options.Clock, expiry),
            Properties = expiry is null ? publish.Properties : publish.Properties with { MessageExpiryInterval = null },
        };
        lock (state.Gate) return state.Router.Publish(message, session, turn);
    }
}
