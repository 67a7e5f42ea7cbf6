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
        else if (connection.Login is not null) HandleInLogin(packet);
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
        var text = $"{error.Rule}: {error.Detail}";
        if (connection.Session is not null) Violation(ReasonCodeTable.Complaint(PacketType.Disconnect, error.Reason), text);
        else if (connection.Login is not null) connection.Refuse(ReasonCodeTable.Complaint(PacketType.ConnAck, error.Reason), text);
        else ConnectStage.RefuseMalformed(connection, bytes, state.Options.MaximumPacketSize);
        turn.Touch(connection.Outbox);
    }

    // Nothing else may come before the CONNACK [MQTT-3.1.2-30].
    private void HandleInLogin(MqttPacket packet)
    {
        if (packet is AuthPacket auth) new LoginStage(connection, state, turn).Handle(auth);
        else if (packet is DisconnectPacket) connection.Close(ConnectionEnd.ClientDisconnected, null);
        else connection.Refuse(ReasonCode.ProtocolError, "only AUTH or DISCONNECT may come before CONNACK");
    }

    private void HandleInSession(Session session, MqttPacket packet)
    {
        switch (packet)
        {
            case PublishPacket publish: new PublishStage(connection, state, turn).Handle(session, publish); break;
            case PubRelPacket release: Release(session, release); break;
            case PublishAnswerPacket answer: Answered(session, answer); break;
            case SubscribePacket subscribe: new SubscribeStage(connection, state, turn).Subscribe(session, subscribe); break;
            case UnsubscribePacket unsubscribe: new SubscribeStage(connection, state, turn).Unsubscribe(session, unsubscribe); break;
            case PingReqPacket: connection.Outbox.Add(PingRespPacket.Instance); break;
            case DisconnectPacket disconnect: new DisconnectStage(connection, state).Handle(session, disconnect); break;
            case AuthPacket auth: new LoginStage(connection, state, turn).Handle(auth); break;
            default: Violation(ReasonCode.ProtocolError, $"{packet.Type} must not come now"); break;
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

    private void Violation(ReasonCode reason, string text) => connection.Close(ConnectionEnd.ProtocolViolation, reason, text);
}
