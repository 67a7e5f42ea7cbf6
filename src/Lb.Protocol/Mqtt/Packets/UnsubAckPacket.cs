namespace Lb.Protocol.Mqtt;

/// <summary>UNSUBACK: the answer to UNSUBSCRIBE.</summary>
/// <remarks>MQTT 3.1.1 and 5.0, section 3.11.</remarks>
public sealed record UnsubAckPacket : MqttPacket
{
    /// <inheritdoc/>
    public override PacketType Type => PacketType.UnsubAck;

    /// <summary>The packet identifier of the UNSUBSCRIBE, 1 to 65 535.</summary>
    public required ushort PacketId { get; init; }

    /// <summary>One code for each filter in MQTT 5.0; MQTT 3 has none: empty when read, left out when written.</summary>
    public IReadOnlyList<ReasonCode> ReasonCodes { get; init; } = [];

    /// <summary>Properties of MQTT 5.0.</summary>
    public ReasonProperties Properties { get; init; } = ReasonProperties.None;
}
