namespace Lb.Protocol.Mqtt;

/// <summary>What PUBACK, PUBREC, PUBREL and PUBCOMP have in common.</summary>
/// <remarks>MQTT 5.0 sections 3.4 to 3.7.</remarks>
public abstract record PublishAnswerPacket : MqttPacket
{
    private protected PublishAnswerPacket()
    {
    }

    /// <summary>The packet identifier of the PUBLISH, 1 to 65 535.</summary>
    public required ushort PacketId { get; init; }

    /// <summary>The result; always success in MQTT 3, which cannot carry another.</summary>
    public ReasonCode ReasonCode { get; init; }

    /// <summary>Properties of MQTT 5.0.</summary>
    public ReasonProperties Properties { get; init; } = ReasonProperties.None;
}
