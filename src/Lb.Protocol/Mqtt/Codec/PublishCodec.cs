namespace Lb.Protocol.Mqtt;

/// <summary>PUBLISH, section 3.3.</summary>
internal static class PublishCodec
{
    private const byte RetainBit = 0x01;
    private const byte DuplicateBit = 0x08;

    /// <summary>The fixed header has been checked: QoS 3 does not come here.</summary>
    public static PublishPacket Read(ref PacketCursor cursor, byte flags)
    {
        var qos = (QualityOfService)((flags >> 1) & 3);
        bool duplicate = (flags & DuplicateBit) != 0;
        // [MQTT-3.3.1-2]; MQTT 3.1 does not say so.
        bool strict = cursor.Version != MqttProtocolVersion.V31;
        cursor.FailIf(duplicate && qos == QualityOfService.AtMostOnce && strict, Malformations.DuplicateQoS0);
        string topic = cursor.ReadText();
        ushort packetId = qos == QualityOfService.AtMostOnce ? (ushort)0 : cursor.ReadPacketId();
        PropertyBlock properties = PropertyBlock.Read(ref cursor, PropertySection.Publish);
        CheckTopic(ref cursor, topic, properties);
        return new()
        {
            Topic = topic,
            QoS = qos,
            Duplicate = duplicate && qos != QualityOfService.AtMostOnce,
            Retain = (flags & RetainBit) != 0,
            PacketId = packetId,
            Properties = PublishProperties.From(properties),
            Payload = cursor.ReadRest(),
        };
    }

    /// <summary>Writes all but the payload, which the caller appends.</summary>
    public static byte Write(ref PacketBuffer buffer, PublishPacket packet)
    {
        bool modern = buffer.Version == MqttProtocolVersion.V5;
        bool aliased = modern && packet.Properties.TopicAlias is not null && packet.Topic.Length == 0;
        if (!aliased && !TopicName.IsValid(packet.Topic)) throw new ArgumentException("Not a topic name.", nameof(packet));
        if (packet.QoS > QualityOfService.ExactlyOnce) throw new ArgumentException("QoS is above 2.", nameof(packet));
        buffer.WriteText(packet.Topic);
        if (packet.QoS != QualityOfService.AtMostOnce) buffer.WritePacketId(packet.PacketId);
        if (modern) packet.Properties.WriteTo(ref buffer);
        return FirstByte(packet);
    }

    private static byte FirstByte(PublishPacket packet)
    {
        int first = ((int)PacketType.Publish << 4) | ((int)packet.QoS << 1);
        if (packet.Retain) first |= RetainBit;
        if (packet.Duplicate && packet.QoS != QualityOfService.AtMostOnce) first |= DuplicateBit;
        return (byte)first;
    }

    private static void CheckTopic(ref PacketCursor cursor, string topic, PropertyBlock properties)
    {
        if (cursor.Error is not null) return;
        if (topic.Length > 0)
        {
            cursor.FailIf(!TopicName.IsValid(topic), Malformations.TopicWildcard);
            return;
        }
        if (cursor.Version != MqttProtocolVersion.V5) cursor.Fail(Malformations.TopicEmpty);
        else cursor.FailIf(properties.Number(PropertyId.TopicAlias) is null, Malformations.TopicMissing);
    }
}
