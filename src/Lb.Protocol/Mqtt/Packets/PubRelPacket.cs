namespace Lb.Protocol.Mqtt;

/// <summary>PUBREL: the sender of a QoS 2 message has seen PUBREC and released the message.</summary>
/// <remarks>MQTT 3.1.1 and 5.0, section 3.6.</remarks>
public sealed record PubRelPacket : PublishAnswerPacket
{
    /// <inheritdoc/>
    public override PacketType Type => PacketType.PubRel;
}
