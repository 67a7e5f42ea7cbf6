namespace Lb.Protocol.Mqtt;

/// <summary>CONNECT: the first packet of a client.</summary>
/// <remarks>MQTT 3.1.1 and 5.0, section 3.1. The packet names its version itself.</remarks>
public sealed record ConnectPacket : MqttPacket
{
    /// <inheritdoc/>
    public override PacketType Type => PacketType.Connect;

    /// <summary>The version that the client speaks; never <see cref="MqttProtocolVersion.Unknown"/>.</summary>
    public MqttProtocolVersion ProtocolVersion { get; init; } = MqttProtocolVersion.V311;

    /// <summary>The level's bit 0x80: the client is a bridge between brokers. Only with MQTT 3.1 and 3.1.1.</summary>
    public bool IsBridge { get; init; }

    /// <summary>Start without the stored session (MQTT 3: "clean session", which also stores none at the end).</summary>
    public bool CleanStart { get; init; }

    /// <summary>Keep-alive time in seconds, 0 to 65 535; 0 switches it off.</summary>
    public ushort KeepAlive { get; init; }

    /// <summary>The client identifier; empty asks the server to assign one.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>The message to publish if the client vanishes.</summary>
    public WillMessage? Will { get; init; }

    /// <summary>The user name, if one was sent.</summary>
    public string? Username { get; init; }

    /// <summary>The password, if one was sent: any bytes, at most 65 535.</summary>
    public ReadOnlyMemory<byte>? Password { get; init; }

    /// <summary>Properties of MQTT 5.0.</summary>
    public ConnectProperties Properties { get; init; } = ConnectProperties.None;
}
