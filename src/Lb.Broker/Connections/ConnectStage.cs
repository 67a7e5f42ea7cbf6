using Lb.Broker.Aliases;
using Lb.Broker.Delivery;
using Lb.Protocol.Connect;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Connections;

/// <summary>A client's CONNECT: who it is and what it asks of the packets it gets, before it is refused or accepted.</summary>
/// <remarks>MQTT 3.1.1 and 5.0, section 3.1.4.</remarks>
internal readonly struct ConnectStage(ClientConnection connection, BrokerState state, Turn turn)
{
    private const int BridgeBit = 0x80;

    /// <summary>Answers bytes that came instead of a correct CONNECT: with a code where the client's version has one, else not at all.</summary>
    /// <param name="connection">Where they came.</param>
    /// <param name="bytes">All of them.</param>
    /// <param name="maximumPacketSize">The limit that they were read with, in bytes.</param>
    public static void RefuseMalformed(ClientConnection connection, ReadOnlySpan<byte> bytes, int maximumPacketSize)
    {
        ConnectParser.TryParse(bytes, maximumPacketSize, out var layout, out var error);
        var row = ConnectErrorTable.Row(error);
        var isModern = (layout.Level & ~BridgeBit) >= (byte)MqttProtocolVersion.V5;
        connection.Outbox.Format = new PacketFormat(isModern ? MqttProtocolVersion.V5 : MqttProtocolVersion.V311);
        if (row.ReasonCode is { } reason && (isModern || row.ReturnCode is not null))
            connection.Outbox.Add(new ConnAckPacket { ReasonCode = reason });
        connection.Close(ConnectionEnd.ProtocolViolation, null);
    }

    public void Handle(ConnectPacket connect)
    {
        connection.Outbox.Format = FormatFor(connect);
        if (state.Options.Faults.Refusal is { } fault) connection.Refuse(fault, null);
        else if (connect.Properties.AuthenticationMethod is not null) new LoginStage(connection, state, turn).Begin(connect);
        else if (Refusal(connect) is { } refusal) connection.Refuse(refusal, null);
        else new AcceptStage(connection, state, turn).Accept(connect, connect.Username, signature: null);
    }

    private ReasonCode? Refusal(ConnectPacket connect)
    {
        if (state.Options.Users is not { } users || AccessStage.IsKnownByCertificate(connection.Info, state.Options)) return null;
        if (connect.Username is null) return state.Options.AllowAnonymous ? null : ReasonCode.NotAuthorized;
        return users.Verify(connect.Username, (connect.Password ?? default).Span) ? null : ReasonCode.BadUserNameOrPassword;
    }

    private PacketFormat FormatFor(ConnectPacket connect)
    {
        var aliases = Math.Min(connect.Properties.TopicAliasMaximum ?? 0, state.Options.MaximumSentTopicAliases);
        return new PacketFormat(connect.ProtocolVersion)
        {
            MaximumPacketSize = connect.Properties.MaximumPacketSize ?? uint.MaxValue,
            WantsReasons = connect.Properties.RequestProblemInformation ?? true,
            Aliases = aliases == 0 ? null : new OutgoingAliases((ushort)aliases),
        };
    }
}
