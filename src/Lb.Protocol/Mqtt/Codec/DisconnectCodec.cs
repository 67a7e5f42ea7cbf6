namespace Lb.Protocol.Mqtt;

/// <summary>DISCONNECT, section 3.14.</summary>
internal static class DisconnectCodec
{
    public static DisconnectPacket Read(ref PacketCursor cursor)
    {
        // MQTT 3 has an empty body; in MQTT 5.0 that means normal disconnection (3.14.2.1).
        if (cursor.Version != MqttProtocolVersion.V5 || cursor.AtEnd) return new();
        var reason = (ReasonCode)cursor.ReadByte();
        cursor.FailIf(!ReasonCodeTable.IsLegal(PacketType.Disconnect, reason), Malformations.ReasonCodeIllegal);
        if (cursor.AtEnd) return new() { ReasonCode = reason };
        PropertyBlock properties = PropertyBlock.Read(ref cursor, PropertySection.Disconnect);
        return new() { ReasonCode = reason, Properties = DisconnectProperties.From(properties) };
    }

    public static void Write(ref PacketBuffer buffer, DisconnectPacket packet)
    {
        if (buffer.Version != MqttProtocolVersion.V5) return;
        bool hasProperties = !packet.Properties.IsEmpty;
        if (packet.ReasonCode == ReasonCode.Success && !hasProperties) return;
        buffer.WriteReason(packet.Type, packet.ReasonCode);
        if (hasProperties) packet.Properties.WriteTo(ref buffer);
    }
}
