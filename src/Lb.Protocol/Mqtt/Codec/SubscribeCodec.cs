namespace Lb.Protocol.Mqtt;

/// <summary>SUBSCRIBE, section 3.8.</summary>
internal static class SubscribeCodec
{
    private const byte NoLocalBit = 0x04;
    private const byte RetainAsPublishedBit = 0x08;

    public static SubscribePacket Read(ref PacketCursor cursor)
    {
        ushort packetId = cursor.ReadPacketId();
        PropertyBlock properties = PropertyBlock.Read(ref cursor, PropertySection.Subscribe);
        cursor.FailIf(cursor.AtEnd, Malformations.NoFilters); // [MQTT-3.8.3-2], in 3.1.1 [MQTT-3.8.3-3]
        var subscriptions = new List<Subscription>();
        while (!cursor.AtEnd) subscriptions.Add(ReadSubscription(ref cursor));
        return new() { PacketId = packetId, Subscriptions = subscriptions, Properties = SubscribeProperties.From(properties) };
    }

    public static void Write(ref PacketBuffer buffer, SubscribePacket packet)
    {
        if (packet.Subscriptions.Count == 0) throw new ArgumentException("SUBSCRIBE without a topic filter.", nameof(packet));
        buffer.WritePacketId(packet.PacketId);
        if (buffer.Version == MqttProtocolVersion.V5) packet.Properties.WriteTo(ref buffer);
        foreach (Subscription subscription in packet.Subscriptions)
        {
            TopicFilterCheck.Require(subscription.TopicFilter, buffer.Version);
            buffer.WriteText(subscription.TopicFilter);
            buffer.WriteByte(Options(subscription, buffer.Version));
        }
    }

    private static Subscription ReadSubscription(ref PacketCursor cursor)
    {
        string filter = cursor.ReadText();
        byte options = cursor.ReadByte();
        TopicFilterCheck.Apply(ref cursor, filter);
        var qos = (QualityOfService)(options & 3);
        cursor.FailIf((int)qos == 3, Malformations.SubscriptionQoS3);
        if (cursor.Version != MqttProtocolVersion.V5)
        {
            // [MQTT-3.8.3-4] of 3.1.1; MQTT 3.1 only calls the upper bits unused.
            cursor.FailIf(cursor.Version == MqttProtocolVersion.V311 && (options & 0xFC) != 0, Malformations.SubscriptionOptions);
            return new(filter, qos);
        }
        int handling = (options >> 4) & 3;
        bool noLocal = (options & NoLocalBit) != 0;
        cursor.FailIf((options & 0xC0) != 0, Malformations.SubscriptionOptions); // [MQTT-3.8.3-5]
        cursor.FailIf(handling == 3, Malformations.RetainHandling3);
        cursor.FailIf(noLocal && TopicFilter.IsShared(filter), Malformations.NoLocalShared); // [MQTT-3.8.3-4]
        return new(filter, qos, noLocal, (options & RetainAsPublishedBit) != 0, (RetainHandling)handling);
    }

    private static byte Options(Subscription subscription, MqttProtocolVersion version)
    {
        if (subscription.QoS > QualityOfService.ExactlyOnce || subscription.RetainHandling > RetainHandling.DoNotSend)
            throw new ArgumentException("QoS or retain handling is above 2.", nameof(subscription));
        int options = (int)subscription.QoS;
        if (version != MqttProtocolVersion.V5) return (byte)options;
        if (subscription.NoLocal && TopicFilter.IsShared(subscription.TopicFilter))
            throw new ArgumentException("No-local on a shared subscription [MQTT-3.8.3-4].", nameof(subscription));
        if (subscription.NoLocal) options |= NoLocalBit;
        if (subscription.RetainAsPublished) options |= RetainAsPublishedBit;
        return (byte)(options | ((int)subscription.RetainHandling << 4));
    }
}
