using System.Net.Sockets;
using System.Threading.Channels;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Client;

/// <summary>A small MQTT client for one connection: MQTT 3.1, 3.1.1 and 5.0, QoS 0 to 2. It does not reconnect.</summary>
/// <remarks>Safe for concurrent use. A lost connection is not an exception: every method says so by its result.</remarks>
public sealed class MqttClient : IAsyncDisposable
{
    private readonly MqttClientOptions _options;
    private readonly PacketStream _packets;
    private readonly PendingAnswers _pending = new();
    private readonly Channel<PublishPacket> _received;
    private readonly ClientReceiver _receiver;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly CancellationTokenSource _stop = new();
    private ITimer? _keepAlive;
    private Task _reading = Task.CompletedTask;

    private MqttClient(Stream stream, MqttClientOptions options)
    {
        _options = options;
        _packets = new PacketStream(stream, options.Connect.ProtocolVersion, options.MaximumPacketSize);
        _received = Channel.CreateBounded<PublishPacket>(options.MaximumUnread);
        _receiver = new ClientReceiver(_pending, _received.Writer, SendAsync);
    }

    /// <summary>The server's answer to CONNECT, a refusal too; null when the connection ended without one.</summary>
    public ConnAckPacket? ConnAck { get; private set; }

    /// <summary>Whether the server accepted the CONNECT. Stays true when the connection ends later.</summary>
    public bool IsAccepted => ConnAck is { ReasonCode: ReasonCode.Success };

    /// <summary>The DISCONNECT that the server sent, if it did (MQTT 5.0).</summary>
    public DisconnectPacket? ServerDisconnect => _receiver.Disconnect;

    /// <summary>Why the server's bytes were refused, if they were.</summary>
    public MalformedPacket? Error => _packets.Error;

    /// <summary>Completes when the connection has ended, by whom ever.</summary>
    public Task Closed => _reading;

    /// <summary>Connects over TCP.</summary>
    /// <param name="name">IP address or DNS name.</param>
    /// <param name="port">1 to 65 535.</param>
    /// <param name="options">How to connect.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>A client to look at <see cref="IsAccepted"/> of; to be disposed in any case.</returns>
    /// <exception cref="SocketException">The name is unknown, or nobody listens there, or the network is.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<MqttClient> ConnectAsync(string name, int port, MqttClientOptions options, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(name, port, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            throw;
        }
        return await ConnectAsync(new NetworkStream(socket, ownsSocket: true), options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Connects over a stream: plain TCP, TLS, or anything else that carries bytes.</summary>
    /// <param name="stream">Open already; owned by the client from now on.</param>
    /// <param name="options">How to connect.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>A client to look at <see cref="IsAccepted"/> of; to be disposed in any case.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled; the stream is closed.</exception>
    public static async Task<MqttClient> ConnectAsync(Stream stream, MqttClientOptions options, CancellationToken cancellationToken)
    {
        var client = new MqttClient(stream, options);
        try
        {
            await client.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await client.DisposeAsync().ConfigureAwait(false);
            throw;
        }
        return client;
    }

    /// <summary>Publishes one message and waits until the server has it.</summary>
    /// <param name="message">What to publish; its packet id is chosen here.</param>
    /// <param name="cancellationToken">Ends the wait; the message may arrive all the same.</param>
    /// <returns>With QoS 1 and 2 the server's reason code; with QoS 0 success once written; null when the connection ended before.</returns>
    public async Task<ReasonCode?> PublishAsync(PublishPacket message, CancellationToken cancellationToken)
    {
        if (message.QoS == QualityOfService.AtMostOnce)
            return await SendAsync(message, cancellationToken).ConfigureAwait(false) ? ReasonCode.Success : null;
        using var answer = _pending.Open();
        var first = await AskAsync(message with { PacketId = answer.PacketId }, answer, cancellationToken).ConfigureAwait(false);
        if (first is not PubRecPacket { ReasonCode: < ReasonCode.UnspecifiedError }) return (first as PublishAnswerPacket)?.ReasonCode;
        var release = new PubRelPacket { PacketId = answer.PacketId };
        var last = await AskAsync(release, answer, cancellationToken).ConfigureAwait(false);
        return last is null ? null : ((PublishAnswerPacket)first).ReasonCode;
    }

    /// <summary>Subscribes.</summary>
    /// <param name="subscriptions">At least one.</param>
    /// <param name="properties">Properties of MQTT 5.0; null for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The server's answer, a refusal of some or all filters too; null when the connection ended before.</returns>
    public async Task<SubAckPacket?> SubscribeAsync(
        IReadOnlyList<Subscription> subscriptions, SubscribeProperties? properties, CancellationToken cancellationToken)
    {
        using var answer = _pending.Open();
        var subscribe = new SubscribePacket
        {
            PacketId = answer.PacketId,
            Subscriptions = subscriptions,
            Properties = properties ?? SubscribeProperties.None,
        };
        return await AskAsync(subscribe, answer, cancellationToken).ConfigureAwait(false) as SubAckPacket;
    }

    /// <summary>Ends subscriptions.</summary>
    /// <returns>The server's answer; null when the connection ended before.</returns>
    public async Task<UnsubAckPacket?> UnsubscribeAsync(IReadOnlyList<string> filters, CancellationToken cancellationToken)
    {
        using var answer = _pending.Open();
        var unsubscribe = new UnsubscribePacket { PacketId = answer.PacketId, TopicFilters = filters };
        return await AskAsync(unsubscribe, answer, cancellationToken).ConfigureAwait(false) as UnsubAckPacket;
    }

    /// <summary>The next message from the server. With QoS 1 and 2 it is acknowledged already, and a repeated QoS 2 one was left out.</summary>
    /// <returns>Null when the connection has ended and every message was received.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async ValueTask<PublishPacket?> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (await _received.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            if (_received.Reader.TryRead(out var message)) return message;
        return null;
    }

    /// <summary>Leaves in order and closes. The will is not published, unless the reason says so (MQTT 5.0: 0x04).</summary>
    public async Task DisconnectAsync(ReasonCode reason = ReasonCode.Success)
    {
        await SendAsync(new DisconnectPacket { ReasonCode = reason }, CancellationToken.None).ConfigureAwait(false);
        await DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Closes without DISCONNECT, as if the client had vanished, unless <see cref="DisconnectAsync"/> came first.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested) return;
        await _stop.CancelAsync().ConfigureAwait(false);
        if (_keepAlive is not null) await _keepAlive.DisposeAsync().ConfigureAwait(false);
        await _packets.DisposeAsync().ConfigureAwait(false);
        await _reading.ConfigureAwait(false);
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!await SendAsync(_options.Connect, cancellationToken).ConfigureAwait(false)) return;
        ConnAck = await _packets.ReadAsync(cancellationToken).ConfigureAwait(false) as ConnAckPacket;
        if (!IsAccepted)
        {
            _received.Writer.Complete();
            return;
        }
        _reading = ReadAllAsync();
        var seconds = ConnAck!.Properties.ServerKeepAlive ?? _options.Connect.KeepAlive;
        if (seconds == 0) return;
        var period = TimeSpan.FromSeconds(seconds);
        _keepAlive = _options.Clock.CreateTimer(_ => _ = SendAsync(PingReqPacket.Instance, _stop.Token), null, period, period);
    }

    private async Task ReadAllAsync()
    {
        try
        {
            while (await _packets.ReadAsync(_stop.Token).ConfigureAwait(false) is { } packet)
                await _receiver.HandleAsync(packet, _stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The client was disposed: an end like the others.
            return;
        }
        finally
        {
            _received.Writer.TryComplete();
            _pending.Fail();
        }
    }

    private async Task<MqttPacket?> AskAsync(MqttPacket question, PendingAnswer answer, CancellationToken cancellationToken)
    {
        var next = answer.NextAsync(cancellationToken);
        return await SendAsync(question, cancellationToken).ConfigureAwait(false) ? await next.ConfigureAwait(false) : null;
    }

    private async Task<bool> SendAsync(MqttPacket packet, CancellationToken cancellationToken)
    {
        try
        {
            await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return false;
        }
        try
        {
            return await _packets.WriteAsync(packet, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }
}
