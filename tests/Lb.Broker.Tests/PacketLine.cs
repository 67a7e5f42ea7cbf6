using Lb.Broker.Client;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests;

/// <summary>A client that does nothing by itself: the test sends and expects each packet.</summary>
internal sealed class PacketLine(Stream stream, MqttProtocolVersion version) : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly PacketStream _packets = new(stream, version, 64 * 1024 * 1024);
    private ushort _packetId;

    public ConnAckPacket ConnAck { get; set; } = new();

    public async Task SendAsync(MqttPacket packet) => Assert.True(await _packets.WriteAsync(packet, CancellationToken.None));

    public async Task SendAsync(byte[] bytes) => await stream.WriteAsync(bytes);

    /// <summary>Everything that comes until the broker closes, in hexadecimal.</summary>
    public async Task<string> ReceiveBytesToEndAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, limit.Token);
        return BitConverter.ToString(bytes.ToArray()).Replace('-', ' ');
    }

    /// <summary>The next packet; null when the broker has closed.</summary>
    public async Task<MqttPacket?> ReceiveAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        return await _packets.ReadAsync(limit.Token);
    }

    public async Task<T> ReceiveAsync<T>() where T : MqttPacket => Assert.IsType<T>(await ReceiveAsync());

    public async Task<MqttPacket?> AskAsync(MqttPacket packet)
    {
        await SendAsync(packet);
        return await ReceiveAsync();
    }

    public Task<SubAckPacket> SubscribeAsync(string filter, int qos = 0) => SubscribeAsync(new Subscription(filter, (QualityOfService)qos));

    public async Task<SubAckPacket> SubscribeAsync(Subscription subscription, uint? identifier = null) =>
        Assert.IsType<SubAckPacket>(await AskAsync(new SubscribePacket
        {
            PacketId = ++_packetId,
            Subscriptions = [subscription],
            Properties = new SubscribeProperties { SubscriptionIdentifier = identifier },
        }));

    /// <summary>Sends a PUBLISH and, with QoS above 0, takes the first answer.</summary>
    public async Task<MqttPacket?> PublishAsync(
        string topic, string payload = "", int qos = 0, bool retain = false, PublishProperties? properties = null, bool duplicate = false)
    {
        var packet = new PublishPacket
        {
            Topic = topic,
            Payload = System.Text.Encoding.UTF8.GetBytes(payload),
            QoS = (QualityOfService)qos,
            Retain = retain,
            Duplicate = duplicate,
            PacketId = qos == 0 ? (ushort)0 : ++_packetId,
            Properties = properties ?? PublishProperties.None,
        };
        if (qos > 0) return await AskAsync(packet);
        await SendAsync(packet);
        return null;
    }

    /// <summary>Takes a PUBLISH without acknowledging it.</summary>
    public async Task<PublishPacket> ExpectAsync(string topic, string payload)
    {
        var publish = await ReceiveAsync<PublishPacket>();
        Assert.Equal((topic, payload), (publish.Topic, System.Text.Encoding.UTF8.GetString(publish.Payload.Span)));
        return publish;
    }

    /// <summary>Expects that everything the broker had to send has been received.</summary>
    public async Task ExpectNothingAsync() => Assert.IsType<PingRespPacket>(await AskAsync(PingReqPacket.Instance));

    /// <summary>Expects a DISCONNECT with a reason and the end of the connection.</summary>
    public async Task ExpectDisconnectAsync(ReasonCode reason)
    {
        Assert.Equal(reason, (await ReceiveAsync<DisconnectPacket>()).ReasonCode);
        Assert.Null(await ReceiveAsync());
    }

    public async Task DisconnectAsync(ReasonCode reason = ReasonCode.Success)
    {
        await SendAsync(new DisconnectPacket { ReasonCode = reason });
        Assert.Null(await ReceiveAsync());
    }

    public ValueTask DisposeAsync() => _packets.DisposeAsync();
}
