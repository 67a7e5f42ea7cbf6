namespace Lb.Protocol.Mqtt;

/// <summary>PUBLISH: one application message.</summary>
/// <remarks>MQTT 3.1.1 and 5.0, section 3.3.</remarks>
public sealed record PublishPacket : MqttPacket
{
    /// <inheritdoc/>
    public override PacketType Type => PacketType.Publish;

    /// <summary>Topic name without wildcards; empty only in MQTT 5.0 and only with a topic alias.</summary>
    public required string Topic { get; init; }

    /// <summary>The message itself, 0 to 256 MB of any bytes.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>Delivery guarantee.</summary>
    public QualityOfService QoS { get; init; }

    /// <summary>Sent again; never with QoS 0 [MQTT-3.3.1-2].</summary>
    public bool Duplicate { get; init; }

    /// <summary>To the server: keep for later subscribers. To a client: was kept.</summary>
    public bool Retain { get; init; }

    /// <summary>1 to 65 535 with QoS 1 and 2 [MQTT-2.2.1-3]; 0 with QoS 0, where none is sent [MQTT-2.2.1-2].</summary>
    public ushort PacketId { get; init; }

    /// <summary>Properties of MQTT 5.0.</summary>
    public PublishProperties Properties { get; init; } = PublishProperties.None;
}
