namespace Lb.Protocol.Mqtt;

/// <summary>SUBSCRIBE: asks for one or more subscriptions.</summary>
/// <remarks>MQTT 3.1.1 and 5.0, section 3.8.</remarks>
public sealed record SubscribePacket : MqttPacket
{
    /// <inheritdoc/>
    public override PacketType Type => PacketType.Subscribe;

    /// <summary>Packet identifier, 1 to 65 535.</summary>
    public required ushort PacketId { get; init; }

    /// <summary>At least one [MQTT-3.8.3-2], in the order in which SUBACK answers them.</summary>
    public required IReadOnlyList<Subscription> Subscriptions { get; init; }

    /// <summary>Properties of MQTT 5.0.</summary>
    public SubscribeProperties Properties { get; init; } = SubscribeProperties.None;
}
