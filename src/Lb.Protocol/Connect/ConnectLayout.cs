using Lb.Protocol.Mqtt;

namespace Lb.Protocol.Connect;

/// <summary>A CONNECT packet as numbers and offsets; holds none of its bytes. Made by <see cref="ConnectParser"/>.</summary>
/// <remarks>MQTT 3.1.1 and 5.0, section 3.1. After a refusal only <see cref="Level"/> is set, and only if it was seen.</remarks>
public readonly record struct ConnectLayout
{
    /// <summary>Bytes of the whole packet, fixed header included.</summary>
    public int TotalLength { get; init; }

    /// <summary>The version asked for.</summary>
    public MqttProtocolVersion ProtocolVersion { get; init; }

    /// <summary>The protocol level byte as sent, bridge bit included.</summary>
    public byte Level { get; init; }

    /// <summary>The level carries the bridge bit 0x80, as Mosquitto's bridges send it.</summary>
    public bool IsBridge => (Level & ConnectPrefix.BridgeBit) != 0;

    /// <summary>The connect flags as sent.</summary>
    public byte Flags { get; init; }

    /// <summary>Keep-alive time in seconds, 0 to 65 535; 0 = none.</summary>
    public ushort KeepAlive { get; init; }

    /// <summary>Clean start (MQTT 3: clean session).</summary>
    public bool CleanStart => (Flags & ConnectFlags.CleanStart) != 0;

    /// <summary>A will follows.</summary>
    public bool HasWill => (Flags & ConnectFlags.Will) != 0;

    /// <summary>QoS of the will; 0 without a will.</summary>
    public QualityOfService WillQoS => HasWill ? (QualityOfService)((Flags >> 3) & 3) : default;

    /// <summary>The will is published as a retained message.</summary>
    public bool WillRetain => HasWill && (Flags & ConnectFlags.WillRetain) != 0;

    /// <summary><c>MQTT</c> or <c>MQIsdp</c>.</summary>
    public ByteRange ProtocolName { get; init; }

    /// <summary>Properties of the connection without their length; present in MQTT 5.0 only.</summary>
    public ByteRange Properties { get; init; }

    /// <summary>The client identifier; always present, may be empty.</summary>
    public ByteRange ClientId { get; init; }

    /// <summary>Properties of the will without their length; present in MQTT 5.0 only.</summary>
    public ByteRange WillProperties { get; init; }

    /// <summary>Topic of the will.</summary>
    public ByteRange WillTopic { get; init; }

    /// <summary>Payload of the will.</summary>
    public ByteRange WillPayload { get; init; }

    /// <summary>The user name.</summary>
    public ByteRange Username { get; init; }

    /// <summary>The password.</summary>
    public ByteRange Password { get; init; }
}
