namespace Lb.Protocol.Mqtt;

/// <summary>The message that the server publishes for a client that vanished.</summary>
/// <remarks>MQTT 5.0 sections 3.1.2.5 and 3.1.3.2.</remarks>
public sealed record WillMessage
{
    /// <summary>Topic name: not empty, no wildcards.</summary>
    public required string Topic { get; init; }

    /// <summary>Payload, at most 65 535 bytes.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>QoS to publish with.</summary>
    public QualityOfService QoS { get; init; }

    /// <summary>Publish as a retained message.</summary>
    public bool Retain { get; init; }

    /// <summary>Properties of MQTT 5.0.</summary>
    public WillProperties Properties { get; init; } = WillProperties.None;
}
