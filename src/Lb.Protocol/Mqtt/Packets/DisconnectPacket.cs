namespace Lb.Protocol.Mqtt;

/// <summary>DISCONNECT: the orderly end of a connection.</summary>
/// <remarks>MQTT 3.1.1 and 5.0, section 3.14. Only MQTT 5.0 lets the server send it and carries a reason.</remarks>
public sealed record DisconnectPacket : MqttPacket
{
    /// <inheritdoc/>
    public override PacketType Type => PacketType.Disconnect;

    /// <summary>Why; success means normal disconnection.</summary>
    public ReasonCode ReasonCode { get; init; }

    /// <summary>Properties of MQTT 5.0.</summary>
    public DisconnectProperties Properties { get; init; } = DisconnectProperties.None;
}
