namespace Lb.Protocol.Mqtt;

/// <summary>Delivery guarantee of a message. The value 3 is malformed everywhere [MQTT-3.3.1-4].</summary>
/// <remarks>MQTT 5.0 section 4.3.</remarks>
public enum QualityOfService : byte
{
    /// <summary>QoS 0: delivered once or not at all.</summary>
    AtMostOnce = 0,

    /// <summary>QoS 1: delivered once or several times.</summary>
    AtLeastOnce = 1,

    /// <summary>QoS 2: delivered once.</summary>
    ExactlyOnce = 2,
}
