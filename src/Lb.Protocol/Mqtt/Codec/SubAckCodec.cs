namespace Lb.Protocol.Mqtt;

/// <summary>SUBACK, section 3.9.</summary>
internal static class SubAckCodec
{
    public static SubAckPacket Read(ref PacketCursor cursor)
    {
        ushort packetId = cursor.ReadPacketId();
        PropertyBlock properties = PropertyBlock.Read(ref cursor, PropertySection.SubAck);
        return new()
        {
            PacketId = packetId,
            Properties = ReasonProperties.From(properties),
            ReasonCodes = ReasonCodeList.Read(ref cursor, PacketType.SubAck),
        };
    }

    public static void Write(ref PacketBuffer buffer, SubAckPacket packet)
    {
        if (packet.ReasonCodes.Count == 0) throw new ArgumentException("SUBACK without a reason code.", nameof(packet));
        bool modern = buffer.Version == MqttProtocolVersion.V5;
        buffer.WritePacketId(packet.PacketId);
        if (modern) packet.Properties.WriteTo(ref buffer);
        foreach (ReasonCode code in packet.ReasonCodes)
        {
            if (modern) buffer.WriteReason(packet.Type, code);
            else buffer.WriteByte(ReasonCodeTable.ToSubscribeReturnCode(code));
        }
    }
}
