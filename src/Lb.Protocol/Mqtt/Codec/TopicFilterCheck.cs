namespace Lb.Protocol.Mqtt;

/// <summary>Refuses a filter that breaks section 4.7, or, in MQTT 5.0, section 4.8.2 on shared subscriptions.</summary>
internal static class TopicFilterCheck
{
    public static void Apply(ref PacketCursor cursor, string filter)
    {
        if (cursor.Error is null && Malformation(filter, cursor.Version) is { } error) cursor.Fail(error);
    }

    /// <exception cref="ArgumentException">The filter is ill-formed.</exception>
    public static void Require(string filter, MqttProtocolVersion version)
    {
        if (Malformation(filter, version) is { } error) throw new ArgumentException(error.Detail, nameof(filter));
    }

    private static MalformedPacket? Malformation(string filter, MqttProtocolVersion version)
    {
        if (!TopicFilter.IsValid(filter)) return Malformations.FilterInvalid;
        bool shared = version == MqttProtocolVersion.V5 && TopicFilter.IsShared(filter);
        return shared && !TopicFilter.TrySplitShared(filter, out _, out _) ? Malformations.SharedFilterInvalid : null;
    }
}
