using Lb.Protocol.Mqtt;

namespace Lb.Broker.Client;

/// <summary>How an <see cref="MqttClient"/> connects.</summary>
public sealed record MqttClientOptions
{
    /// <summary>The CONNECT to send: version, client id, keep-alive, will and so on.</summary>
    public ConnectPacket Connect { get; init; } = new() { CleanStart = true, KeepAlive = 60 };

    /// <summary>The largest packet taken from the server, in bytes. Default 256 MB, the most that MQTT allows.</summary>
    public int MaximumPacketSize { get; init; } = 268_435_460;

    /// <summary>How many received messages are kept for <see cref="MqttClient.ReceiveAsync"/>; when so many wait, nothing more is read
    /// from the server. Default 1 000.</summary>
    public int MaximumUnread { get; init; } = 1_000;

    /// <summary>The clock of the keep-alive.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
