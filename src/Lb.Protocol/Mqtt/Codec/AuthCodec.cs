namespace Lb.Protocol.Mqtt;

/// <summary>AUTH, section 3.15.</summary>
internal static class AuthCodec
{
    public static AuthPacket Read(ref PacketCursor cursor)
    {
        // An empty body means success without properties (3.15.2.1).
        if (cursor.AtEnd) return new();
        var reason = (ReasonCode)cursor.ReadByte();
        cursor.FailIf(!ReasonCodeTable.IsLegal(PacketType.Auth, reason), Malformations.ReasonCodeIllegal);
        PropertyBlock properties = PropertyBlock.Read(ref cursor, PropertySection.Auth);
        cursor.FailIf(properties.Text(PropertyId.AuthenticationMethod) is null, Malformations.AuthMethodMissing);
        return new() { ReasonCode = reason, Properties = AuthProperties.From(properties) };
    }

    public static void Write(ref PacketBuffer buffer, AuthPacket packet)
    {
        if (buffer.Version != MqttProtocolVersion.V5) throw new ArgumentException("AUTH exists only in MQTT 5.0.", nameof(packet));
        if (packet.ReasonCode == ReasonCode.Success && packet.Properties.IsEmpty) return;
        buffer.WriteReason(packet.Type, packet.ReasonCode);
        packet.Properties.WriteTo(ref buffer);
    }
}
