namespace Lb.Protocol.Mqtt;

/// <summary>PUBACK: the answer to a PUBLISH with QoS 1.</summary>
/// <remarks>MQTT 3.1.1 and 5.0, section 3.4.</remarks>
public sealed record PubAckPacket : PublishAnswerPacket
{
    /// <inheritdoc/>
    public override PacketType Type => PacketType.PubAck;
}
