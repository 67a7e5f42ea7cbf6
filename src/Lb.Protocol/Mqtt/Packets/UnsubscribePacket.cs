namespace Lb.Protocol.Mqtt;

/// <summary>UNSUBSCRIBE: ends one or more subscriptions.</summary>
/// <remarks>MQTT 3.1.1 and 5.0, section 3.10.</remarks>
public sealed record UnsubscribePacket : MqttPacket
{
    /// <inheritdoc/>
    public override PacketType Type => PacketType.Unsubscribe;

    /// <summary>Packet identifier, 1 to 65 535.</summary>
    public required ushort PacketId { get; init; }

    /// <summary>At least one filter [MQTT-3.10.3-2].</summary>
    public required IReadOnlyList<string> TopicFilters { get; init; }

    /// <summary>User properties of MQTT 5.0.</summary>
    public IReadOnlyList<UserProperty> UserProperties { get; init; } = [];
}
