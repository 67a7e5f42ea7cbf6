namespace Lb.Protocol.Mqtt;

/// <summary>UNSUBSCRIBE, section 3.10.</summary>
internal static class UnsubscribeCodec
{
    public static UnsubscribePacket Read(ref PacketCursor cursor)
    {
        ushort packetId = cursor.ReadPacketId();
        PropertyBlock properties = PropertyBlock.Read(ref cursor, PropertySection.Unsubscribe);
        cursor.FailIf(cursor.AtEnd, Malformations.NoFiltersToEnd);
        var filters = new List<string>();
        while (!cursor.AtEnd)
        {
            string filter = cursor.ReadText();
            TopicFilterCheck.Apply(ref cursor, filter);
            filters.Add(filter);
        }
        return new() { PacketId = packetId, TopicFilters = filters, UserProperties = properties.UserProperties };
    }

    public static void Write(ref PacketBuffer buffer, UnsubscribePacket packet)
    {
        if (packet.TopicFilters.Count == 0) throw new ArgumentException("UNSUBSCRIBE without a topic filter.", nameof(packet));
        buffer.WritePacketId(packet.PacketId);
        if (buffer.Version == MqttProtocolVersion.V5)
        {
            int start = buffer.BeginBlock();
            PropertyWriter.Write(ref buffer, packet.UserProperties);
            buffer.EndBlock(start);
        }
        foreach (string filter in packet.TopicFilters)
        {
            TopicFilterCheck.Require(filter, buffer.Version);
            buffer.WriteText(filter);
        }
    }
}
