using Lb.Broker.Delivery;
using Lb.Broker.Sessions;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Connections;

/// <summary>What the broker does on each packet of one client.</summary>
internal sealed class PacketHandler(ClientConnection connection, BrokerState state, Turn turn)
{
    /// <summary>Handles one packet completely; the connection may be closed after it.</summary>
    public void Handle(MqttPacket packet)
    {
        if (connection.Session is { } session) HandleInSession(session, packet);
        else if (packet is ConnectPacket connect) new ConnectStage(connection, state, turn).Handle(connect);
        else connection.Close(ConnectionEnd.ProtocolViolation, null);
        turn.Touch(connection.Outbox);
    }

    /// <summary>Ends the connection over bytes that are no packet (MQTT 5.0 section 4.13).</summary>
    /// <param name="error">What is wrong.</param>
    /// <param name="bytes">Where it stands.</param>
    public void Refuse(MalformedPacket error, ReadOnlySpan<byte> bytes)
    {
        BrokerLog.Malformed(state.Options.Logger, state.Options.Name, connection.Info.Number, error.Rule, error.Detail);
        if (connection.Session is null) ConnectStage.RefuseMalformed(connection, bytes);
        else Violation(error.Reason);
        turn.Touch(connection.Outbox);
    }

    private void HandleInSession(Session session, MqttPacket packet)
    {
        switch (packet)
        {
            case PublishPacket publish: new PublishStage(connection, state, turn).Handle(session, publish); break;
            case PubRelPacket release: Release(session, release); break;
            case PublishAnswerPacket answer: Answered(session, answer); break;
            case SubscribePacket subscribe: SubscribeStage.Subscribe(session, connection, state, turn, subscribe); break;
            case UnsubscribePacket unsubscribe: SubscribeStage.Unsubscribe(session, connection, state, unsubscribe); break;
            case PingReqPacket: connection.Outbox.Add(PingRespPacket.Instance); break;
            case DisconnectPacket disconnect: Disconnect(session, disconnect); break;
            default: Violation(ReasonCode.ProtocolError); break;
        }
    }

    private void Release(Session session, PubRelPacket release)
    {
        bool known;
        lock (state.Gate) known = session.Incoming.Release(release.PacketId);
        connection.Outbox.Add(new PubCompPacket
        {
            PacketId = release.PacketId,
            ReasonCode = known ? ReasonCode.Success : ReasonCode.PacketIdentifierNotFound,
        });
    }

    // An acknowledgement that nothing waits for is a leftover of an earlier connection: it is answered where the protocol has an answer.
    private void Answered(Session session, PublishAnswerPacket answer)
    {
        lock (state.Gate)
        {
            // The session may have been taken over; its window belongs to the other connection then.
            if (session.Connection != connection) return;
            if (answer is PubRecPacket received) Received(session, received);
            else if (answer is PubAckPacket) session.Outgoing.Acknowledge(answer.PacketId);
            else session.Outgoing.Complete(answer.PacketId);
        }
    }

    private void Received(Session session, PubRecPacket received)
    {
        if (received.ReasonCode >= ReasonCode.UnspecifiedError)
        {
            session.Outgoing.Refuse(received.PacketId);
            return;
        }
        connection.Outbox.Add(new PubRelPacket
        {
            PacketId = received.PacketId,
            ReasonCode = session.Outgoing.Release(received.PacketId) ? ReasonCode.Success : ReasonCode.PacketIdentifierNotFound,
        });
    }

    private void Disconnect(Session session, DisconnectPacket disconnect)
    {
        if (disconnect.Properties.SessionExpiryInterval is { } expiry)
        {
            bool allowed;
            lock (state.Gate) allowed = session.ExpirySeconds != 0 || expiry == 0;
            if (!allowed)
            {
                // A session that was to end with its connection cannot be prolonged at its end (MQTT 5.0 section 3.14.2.2.2).
                Violation(ReasonCode.ProtocolError);
                return;
            }
            lock (state.Gate)
            {
                if (session.Connection == connection) session.ExpirySeconds = expiry;
            }
        }
        connection.Close(ConnectionEnd.ClientDisconnected, null, withWill: disconnect.ReasonCode != ReasonCode.Success);
    }

    private void Violation(ReasonCode reason) => connection.Close(ConnectionEnd.ProtocolViolation, reason);
}
