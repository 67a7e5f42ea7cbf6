namespace Lb.Protocol.Mqtt;

/// <summary>One topic filter of a SUBSCRIBE packet with its options.</summary>
/// <param name="TopicFilter">A well-formed filter, see <see cref="Mqtt.TopicFilter.IsValid(string)"/>.</param>
/// <param name="QoS">The highest QoS that the client wants.</param>
/// <param name="NoLocal">Leave out what the client published itself; MQTT 5.0 only, never on a shared subscription
/// [MQTT-3.8.3-4].</param>
/// <param name="RetainAsPublished">Keep the retain flag when forwarding; MQTT 5.0 only.</param>
/// <param name="RetainHandling">Whether to send retained messages now; MQTT 5.0 only.</param>
/// <remarks>MQTT 5.0 section 3.8.3.1.</remarks>
public sealed record Subscription(
    string TopicFilter,
    QualityOfService QoS,
    bool NoLocal = false,
    bool RetainAsPublished = false,
    RetainHandling RetainHandling = RetainHandling.SendAtSubscribe);
