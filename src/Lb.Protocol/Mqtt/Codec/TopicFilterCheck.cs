namespace Lb.Protocol.Mqtt;

/// <summary>Refuses a filter that breaks section 4.7, or, in MQTT 5.0, section 4.8.2 on shared subscriptions.</summary>
internal static class TopicFilterCheck
{
    public static void Apply(ref PacketCursor cursor, string filter)
    {
        if (cursor.Error is not null) return;
        cursor.FailIf(!TopicFilter.IsValid(filter), Malformations.FilterInvalid);
        if (cursor.Version == MqttProtocolVersion.V5 && TopicFilter.IsShared(filter))
            cursor.FailIf(!TopicFilter.TrySplitShared(filter, out _, out _), Malformations.SharedFilterInvalid);
    }
}
