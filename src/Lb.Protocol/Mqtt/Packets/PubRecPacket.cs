namespace Lb.Protocol.Mqtt;

/// <summary>PUBREC: the first answer to a PUBLISH with QoS 2.</summary>
/// <remarks>MQTT 3.1.1 and 5.0, section 3.5.</remarks>
public sealed record PubRecPacket : PublishAnswerPacket
{
    /// <inheritdoc/>
    public override PacketType Type => PacketType.PubRec;
}
