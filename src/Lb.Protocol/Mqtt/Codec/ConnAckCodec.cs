namespace Lb.Protocol.Mqtt;

/// <summary>CONNACK, section 3.2.</summary>
internal static class ConnAckCodec
{
    public static ConnAckPacket Read(ref PacketCursor cursor)
    {
        byte flags = cursor.ReadByte();
        byte code = cursor.ReadByte();
        // MQTT 3.1 calls the whole first byte reserved and unused.
        bool flagsUsed = cursor.Version != MqttProtocolVersion.V31;
        cursor.FailIf(flagsUsed && (flags & 0xFE) != 0, Malformations.ConnAckFlags);
        ReasonCode reason = ReadReason(ref cursor, code);
        bool sessionPresent = flagsUsed && (flags & 1) != 0;
        // [MQTT-3.2.2-6], in 3.1.1 [MQTT-3.2.2-4].
        cursor.FailIf(sessionPresent && reason != ReasonCode.Success, Malformations.ConnAckSession);
        PropertyBlock properties = PropertyBlock.Read(ref cursor, PropertySection.ConnAck);
        return new() { SessionPresent = sessionPresent, ReasonCode = reason, Properties = ConnAckProperties.From(properties) };
    }

    public static void Write(ref PacketBuffer buffer, ConnAckPacket packet)
    {
        bool modern = buffer.Version == MqttProtocolVersion.V5;
        bool sessionPresent = packet.SessionPresent && buffer.Version != MqttProtocolVersion.V31;
        if (sessionPresent && packet.ReasonCode != ReasonCode.Success)
            throw new ArgumentException("A refusal cannot say that a session is present [MQTT-3.2.2-6].", nameof(packet));
        buffer.WriteByte(sessionPresent ? (byte)1 : (byte)0);
        if (!modern)
        {
            buffer.WriteByte(ReasonCodeTable.ToConnectReturnCode(packet.ReasonCode));
            return;
        }
        buffer.WriteReason(packet.Type, packet.ReasonCode);
        packet.Properties.WriteTo(ref buffer);
    }

    private static ReasonCode ReadReason(ref PacketCursor cursor, byte code)
    {
        if (cursor.Version == MqttProtocolVersion.V5)
        {
            cursor.FailIf(!ReasonCodeTable.IsLegal(PacketType.ConnAck, (ReasonCode)code), Malformations.ReasonCodeIllegal);
            return (ReasonCode)code;
        }
        bool known = ReasonCodeTable.TryFromConnectReturnCode(code, out ReasonCode reason);
        cursor.FailIf(!known, Malformations.ReasonCodeIllegal);
        return reason;
    }
}
