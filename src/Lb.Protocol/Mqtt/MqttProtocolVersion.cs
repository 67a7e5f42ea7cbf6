namespace Lb.Protocol.Mqtt;

/// <summary>A version of MQTT; the value is the protocol level of the CONNECT packet without the bridge bit.</summary>
/// <remarks>MQTT 3.1.1 and 5.0, section 3.1.2.2.</remarks>
public enum MqttProtocolVersion : byte
{
    /// <summary>Not known: no CONNECT was read, or it named a version that does not exist.</summary>
    Unknown = 0,

    /// <summary>MQTT 3.1: protocol name <c>MQIsdp</c>, level 3.</summary>
    V31 = 3,

    /// <summary>MQTT 3.1.1: protocol name <c>MQTT</c>, level 4.</summary>
    V311 = 4,

    /// <summary>MQTT 5.0: protocol name <c>MQTT</c>, level 5.</summary>
    V5 = 5,
}
