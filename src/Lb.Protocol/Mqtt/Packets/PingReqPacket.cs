namespace Lb.Protocol.Mqtt;

/// <summary>PINGREQ: a client's sign of life.</summary>
/// <remarks>MQTT 3.1.1 and 5.0, section 3.12.</remarks>
public sealed record PingReqPacket : MqttPacket
{
    /// <summary>The only value there is.</summary>
    public static readonly PingReqPacket Instance = new();

    /// <inheritdoc/>
    public override PacketType Type => PacketType.PingReq;
}
