namespace Lb.Protocol.Mqtt;

/// <summary>PUBACK, PUBREC, PUBREL and PUBCOMP, sections 3.4 to 3.7: one layout for the four.</summary>
internal static class PublishAnswerCodec
{
    public static PublishAnswerPacket Read(ref PacketCursor cursor, PacketType type)
    {
        ushort packetId = cursor.ReadPacketId();
        ReasonCode reason = ReasonCode.Success;
        ReasonProperties properties = ReasonProperties.None;
        // Reason and properties may be left out in MQTT 5.0 when there is nothing to say (3.4.2.1).
        if (cursor.Version == MqttProtocolVersion.V5 && !cursor.AtEnd)
        {
            reason = (ReasonCode)cursor.ReadByte();
            cursor.FailIf(!ReasonCodeTable.IsLegal(type, reason), Malformations.ReasonCodeIllegal);
            if (!cursor.AtEnd) properties = ReasonProperties.From(PropertyBlock.Read(ref cursor, PropertySection.PublishAnswer));
        }
        return type switch
        {
            PacketType.PubAck => new PubAckPacket { PacketId = packetId, ReasonCode = reason, Properties = properties },
            PacketType.PubRec => new PubRecPacket { PacketId = packetId, ReasonCode = reason, Properties = properties },
            PacketType.PubRel => new PubRelPacket { PacketId = packetId, ReasonCode = reason, Properties = properties },
            _ => new PubCompPacket { PacketId = packetId, ReasonCode = reason, Properties = properties },
        };
    }

    public static void Write(ref PacketBuffer buffer, PublishAnswerPacket packet)
    {
        buffer.WritePacketId(packet.PacketId);
        if (buffer.Version != MqttProtocolVersion.V5) return;
        bool hasProperties = !packet.Properties.IsEmpty;
        if (packet.ReasonCode == ReasonCode.Success && !hasProperties) return;
        buffer.WriteReason(packet.Type, packet.ReasonCode);
        if (hasProperties) packet.Properties.WriteTo(ref buffer);
    }
}
