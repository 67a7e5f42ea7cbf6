namespace Lb.Protocol.Mqtt;

/// <summary>PINGRESP: the server's answer to PINGREQ.</summary>
/// <remarks>MQTT 3.1.1 and 5.0, section 3.13.</remarks>
public sealed record PingRespPacket : MqttPacket
{
    /// <summary>The only value there is.</summary>
    public static readonly PingRespPacket Instance = new();

    /// <inheritdoc/>
    public override PacketType Type => PacketType.PingResp;
}
