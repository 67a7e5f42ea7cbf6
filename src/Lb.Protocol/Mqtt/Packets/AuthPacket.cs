namespace Lb.Protocol.Mqtt;

/// <summary>AUTH: one step of an extended authentication, MQTT 5.0 only.</summary>
/// <remarks>MQTT 5.0 section 3.15.</remarks>
public sealed record AuthPacket : MqttPacket
{
    /// <inheritdoc/>
    public override PacketType Type => PacketType.Auth;

    /// <summary>Success, continue, or re-authenticate.</summary>
    public ReasonCode ReasonCode { get; init; }

    /// <summary>Properties of MQTT 5.0.</summary>
    public AuthProperties Properties { get; init; } = AuthProperties.None;
}
