using Lb.Protocol.Mqtt;

namespace Lb.Broker.SystemTopics;

/// <summary>What went over all connections since the broker's start. Safe for concurrent use; all numbers only grow.</summary>
internal sealed class Traffic
{
    private long _bytesReceived;
    private long _bytesSent;
    private long _packetsReceived;
    private long _packetsSent;
    private long _connects;
    private long _publishesReceived;
    private long _publishesSent;
    private long _payloadReceived;
    private long _payloadSent;

    /// <summary>Bytes of MQTT, without what TLS and WebSocket add.</summary>
    public long BytesReceived => Interlocked.Read(ref _bytesReceived);

    /// <summary>As <see cref="BytesReceived"/>.</summary>
    public long BytesSent => Interlocked.Read(ref _bytesSent);

    /// <summary>Packets of every type.</summary>
    public long PacketsReceived => Interlocked.Read(ref _packetsReceived);

    /// <summary>As <see cref="PacketsReceived"/>.</summary>
    public long PacketsSent => Interlocked.Read(ref _packetsSent);

    /// <summary>CONNECT packets.</summary>
    public long Connects => Interlocked.Read(ref _connects);

    /// <summary>PUBLISH packets.</summary>
    public long PublishesReceived => Interlocked.Read(ref _publishesReceived);

    /// <summary>As <see cref="PublishesReceived"/>.</summary>
    public long PublishesSent => Interlocked.Read(ref _publishesSent);

    /// <summary>Bytes of their payloads.</summary>
    public long PayloadReceived => Interlocked.Read(ref _payloadReceived);

    /// <summary>As <see cref="PayloadReceived"/>.</summary>
    public long PayloadSent => Interlocked.Read(ref _payloadSent);

    public void ReceivedBytes(int count) => Interlocked.Add(ref _bytesReceived, count);

    public void SentBytes(int count) => Interlocked.Add(ref _bytesSent, count);

    public void Received(MqttPacket packet)
    {
        Interlocked.Increment(ref _packetsReceived);
        if (packet is ConnectPacket) Interlocked.Increment(ref _connects);
        if (packet is not PublishPacket publish) return;
        Interlocked.Increment(ref _publishesReceived);
        Interlocked.Add(ref _payloadReceived, publish.Payload.Length);
    }

    public void Sent(MqttPacket packet)
    {
        Interlocked.Increment(ref _packetsSent);
        if (packet is not PublishPacket publish) return;
        Interlocked.Increment(ref _publishesSent);
        Interlocked.Add(ref _payloadSent, publish.Payload.Length);
    }
}
