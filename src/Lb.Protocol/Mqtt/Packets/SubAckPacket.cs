namespace Lb.Protocol.Mqtt;

/// <summary>SUBACK: the answer to SUBSCRIBE, one code for each filter.</summary>
/// <remarks>MQTT 3.1.1 and 5.0, section 3.9.</remarks>
public sealed record SubAckPacket : MqttPacket
{
    /// <inheritdoc/>
    public override PacketType Type => PacketType.SubAck;

    /// <summary>The packet identifier of the SUBSCRIBE, 1 to 65 535.</summary>
    public required ushort PacketId { get; init; }

    /// <summary>The granted QoS or a failure, in the order of the filters. Every failure is written as 0x80 in MQTT 3.</summary>
    public required IReadOnlyList<ReasonCode> ReasonCodes { get; init; }

    /// <summary>Properties of MQTT 5.0.</summary>
    public ReasonProperties Properties { get; init; } = ReasonProperties.None;
}
