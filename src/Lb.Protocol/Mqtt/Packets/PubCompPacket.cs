namespace Lb.Protocol.Mqtt;

/// <summary>PUBCOMP: the answer to PUBREL, the end of a QoS 2 delivery.</summary>
/// <remarks>MQTT 3.1.1 and 5.0, section 3.7.</remarks>
public sealed record PubCompPacket : PublishAnswerPacket
{
    /// <inheritdoc/>
    public override PacketType Type => PacketType.PubComp;
}
