using Lb.Broker.Delivery;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Connections;

/// <summary>Packets to one client, encoded and written in batches by at most one writer at a time; an idle connection has no writer.</summary>
/// <param name="transport">Where the bytes go.</param>
/// <param name="maximumUnsentBytes">The cap of <see cref="BrokerOptions.MaximumUnsentBytes"/>.</param>
/// <param name="failed">Gets what must not happen: an exception while encoding.</param>
/// <param name="tooLarge">Called when a packet that the protocol needs, any but PUBLISH, is too large for the client.</param>
internal sealed class Outbox(ClientTransport transport, long maximumUnsentBytes, Action<Exception> failed, Action<MqttPacket> tooLarge) : IOutbox
{
    private const int BatchSize = 64 * 1024;

    /// <summary>A client that asks without reading the answers is not read from while so many wait for it.</summary>
    private const int MaximumUnsentAnswers = 4_000;

    private readonly Lock _lock = new();
    private Queue<(MqttPacket Packet, int Size)>? _unsent;
    private TaskCompletionSource? _emptied;
    private TaskCompletionSource? _room;
    private long _unsentBytes;
    private int _unsentAnswers;
    private bool _writing;
    private bool _finished;
    private MqttPacket? _tooLarge;

    /// <summary>How packets are written; set before anything is added.</summary>
    public PacketFormat Format { get; set; } = new(MqttProtocolVersion.V311);

    /// <summary>The version that the client speaks.</summary>
    public MqttProtocolVersion Version => Format.Version;

    public void Add(MqttPacket packet)
    {
        lock (_lock) Enqueue(packet, 0);
    }

    public bool TryAddMessage(PublishPacket packet, int size)
    {
        lock (_lock)
        {
            if (_unsentBytes > 0 && _unsentBytes + size > maximumUnsentBytes) return false;
            Enqueue(packet, size);
            return true;
        }
    }

    public void Flush()
    {
        lock (_lock)
        {
            if (_writing || _unsent is null) return;
            _writing = true;
        }
        _ = WriteAllAsync();
    }

    /// <summary>Takes nothing more.</summary>
    /// <param name="last">A last packet to send, if any.</param>
    /// <returns>Completes when everything is written, or the connection is lost.</returns>
    public Task FinishAsync(MqttPacket? last)
    {
        Task emptied;
        lock (_lock)
        {
            if (last is not null) Enqueue(last, 0);
            _finished = true;
            if (_unsent is null && !_writing) return Task.CompletedTask;
            _emptied ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            emptied = _emptied.Task;
        }
        Flush();
        return emptied;
    }

    /// <summary>Completes at once unless very many answers wait; then when the client has read half of them, or is lost.</summary>
    /// <remarks>QoS 0 messages do not count: they have a cap of their own, and a busy subscriber's PINGREQ must be read.</remarks>
    public Task WaitForRoomAsync()
    {
        lock (_lock)
        {
            if (_unsentAnswers < MaximumUnsentAnswers) return Task.CompletedTask;
            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _room.Task;
        }
    }

    private void Enqueue(MqttPacket packet, int size)
    {
        if (_finished) return;
        (_unsent ??= new Queue<(MqttPacket, int)>()).Enqueue((packet, size));
        _unsentBytes += size;
        if (size == 0) _unsentAnswers++;
    }

    private async Task WriteAllAsync()
    {
        try
        {
            using var buffer = new SendBuffer();
            while (TakeBatch(buffer))
            {
                if (!await transport.WriteAsync(buffer.Written).ConfigureAwait(false)) GiveUp();
                buffer.Clear();
                if (_tooLarge is { } packet) RefuseClient(packet);
                // The writer runs on the thread of whoever flushed: a publisher must not write for ever what others go on adding.
                if (HasUnsent()) await Task.Yield();
            }
        }
        catch (Exception bug)
        {
            failed(bug);
            GiveUp();
        }
    }

    // Outside of the lock: it closes the connection, which takes the broker's lock.
    private void RefuseClient(MqttPacket packet)
    {
        _tooLarge = null;
        tooLarge(packet);
    }

    private bool HasUnsent()
    {
        lock (_lock) return _unsent is { Count: > 0 };
    }

    // The writer ends under the lock, so that a packet added after that finds no writer and starts one.
    private bool TakeBatch(SendBuffer buffer)
    {
        lock (_lock)
        {
            while (buffer.Length < BatchSize && _unsent is not null && _unsent.TryDequeue(out var next))
            {
                _unsentBytes -= next.Size;
                if (next.Size == 0) _unsentAnswers--;
                // A PUBLISH that is too large counts as sent; without another packet the client would wait for ever.
                if (Format.TryWrite(buffer, next.Packet)) transport.Traffic.Sent(next.Packet);
                else if (next.Packet is not PublishPacket) LeaveOut(next.Packet);
            }
            if (_unsentAnswers < MaximumUnsentAnswers / 2) LetRead();
            if (buffer.Length > 0 || _tooLarge is not null) return true;
            EndWriting();
            return false;
        }
    }

    private void LeaveOut(MqttPacket packet)
    {
        _tooLarge ??= packet;
        // What came together with the CONNECT has its answers in the queue, but nothing may come before a CONNACK [MQTT-3.2.0-1].
        if (packet is ConnAckPacket) TakeNothingMore();
    }

    private void GiveUp()
    {
        lock (_lock)
        {
            TakeNothingMore();
            EndWriting();
        }
    }

    private void TakeNothingMore()
    {
        _finished = true;
        _unsent?.Clear();
        _unsentBytes = 0;
        _unsentAnswers = 0;
    }

    private void EndWriting()
    {
        _writing = false;
        _unsent = null;
        _emptied?.TrySetResult();
        _emptied = null;
        LetRead();
    }

    private void LetRead()
    {
        _room?.TrySetResult();
        _room = null;
    }
}
