namespace Lb.Protocol.Mqtt;

/// <summary>The payload of SUBACK and UNSUBACK: at least one code, each legal for the packet and the version.</summary>
internal static class ReasonCodeList
{
    public static IReadOnlyList<ReasonCode> Read(ref PacketCursor cursor, PacketType type)
    {
        cursor.FailIf(cursor.AtEnd, Malformations.NoReasonCodes);
        var codes = new List<ReasonCode>(cursor.Remaining);
        while (!cursor.AtEnd)
        {
            var code = (ReasonCode)cursor.ReadByte();
            cursor.FailIf(!IsLegal(cursor.Version, type, code), Malformations.ReasonCodeIllegal);
            codes.Add(code);
        }
        return codes;
    }

    // MQTT 3 knows the three granted QoS and 0x80 only [MQTT-3.9.3-2].
    private static bool IsLegal(MqttProtocolVersion version, PacketType type, ReasonCode code) =>
        version == MqttProtocolVersion.V5
            ? ReasonCodeTable.IsLegal(type, code)
            : code is <= ReasonCode.GrantedQoS2 or ReasonCode.UnspecifiedError;
}
