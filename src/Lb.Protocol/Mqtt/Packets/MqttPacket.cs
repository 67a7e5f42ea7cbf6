namespace Lb.Protocol.Mqtt;

/// <summary>One MQTT control packet, immutable. Text is at most 65 535 bytes of UTF-8 without U+0000 everywhere.</summary>
/// <remarks>Properties and reason codes that a version lacks are left out when the packet is written for it.</remarks>
public abstract record MqttPacket
{
    private protected MqttPacket()
    {
    }

    /// <summary>Which of the fifteen packet types this is.</summary>
    public abstract PacketType Type { get; }
}
