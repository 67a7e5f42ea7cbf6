namespace Lb.Protocol.Mqtt;

/// <summary>UNSUBACK, section 3.11.</summary>
internal static class UnsubAckCodec
{
    public static UnsubAckPacket Read(ref PacketCursor cursor)
    {
        ushort packetId = cursor.ReadPacketId();
        if (cursor.Version != MqttProtocolVersion.V5) return new() { PacketId = packetId };
        PropertyBlock properties = PropertyBlock.Read(ref cursor, PropertySection.UnsubAck);
        return new()
        {
            PacketId = packetId,
            Properties = ReasonProperties.From(properties),
            ReasonCodes = ReasonCodeList.Read(ref cursor, PacketType.UnsubAck),
        };
    }

    public static void Write(ref PacketBuffer buffer, UnsubAckPacket packet)
    {
        buffer.WritePacketId(packet.PacketId);
        if (buffer.Version != MqttProtocolVersion.V5) return;
        if (packet.ReasonCodes.Count == 0) throw new ArgumentException("UNSUBACK without a reason code.", nameof(packet));
        packet.Properties.WriteTo(ref buffer);
        foreach (ReasonCode code in packet.ReasonCodes) buffer.WriteReason(packet.Type, code);
    }
}
