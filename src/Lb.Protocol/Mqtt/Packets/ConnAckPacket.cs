namespace Lb.Protocol.Mqtt;

/// <summary>CONNACK: the server's answer to CONNECT.</summary>
/// <remarks>MQTT 3.1.1 and 5.0, section 3.2. The return codes 0 to 5 of MQTT 3 are translated by <see cref="ReasonCodeTable"/>.</remarks>
public sealed record ConnAckPacket : MqttPacket
{
    /// <inheritdoc/>
    public override PacketType Type => PacketType.ConnAck;

    /// <summary>The server has a stored session; only together with success [MQTT-3.2.2-6]. Not in MQTT 3.1.</summary>
    public bool SessionPresent { get; init; }

    /// <summary>Success or why not.</summary>
    public ReasonCode ReasonCode { get; init; }

    /// <summary>Properties of MQTT 5.0.</summary>
    public ConnAckProperties Properties { get; init; } = ConnAckProperties.None;
}
