using Lb.Broker.Connections;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Faults;

/// <summary>The MQTT bytes of one connection, delayed and cut as <see cref="BrokerFaults"/> say.</summary>
/// <param name="inner">Owned.</param>
/// <param name="faults">What goes wrong.</param>
/// <param name="clock">Measures the delays.</param>
/// <param name="close">Closes the connection; called when it is time.</param>
internal sealed class FaultyStream(Stream inner, BrokerFaults faults, TimeProvider clock, Action close) : AsyncStream
{
    private readonly CancellationTokenSource _gone = new();
    private readonly PacketCutter _packets = new();
    private readonly int _limit = Math.Min(faults.CloseAfterPackets ?? int.MaxValue, faults.StopReadingAfterPackets ?? int.MaxValue);
    private bool _hadConnAck;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_packets.Count >= _limit)
        {
            if (_limit == faults.CloseAfterPackets) close();
            else await Task.Delay(Timeout.InfiniteTimeSpan, clock, _gone.Token).ConfigureAwait(false);
        }
        var count = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        // What lies behind the cut is only read so that closing does not reset the connection.
        return _packets.Count >= _limit ? count : _packets.Follow(buffer.Span[..count], _limit);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var isConnAck = !_hadConnAck && HasConnAck(buffer.Span);
        _hadConnAck |= isConnAck;
        var delay = isConnAck && faults.ConnAckDelay != TimeSpan.Zero ? faults.ConnAckDelay : faults.AnswerDelay;
        if (delay != TimeSpan.Zero) await Task.Delay(delay, clock, _gone.Token).ConfigureAwait(false);
        await inner.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
    }

    // A batch is whole packets; AUTH may come before the CONNACK.
    private static bool HasConnAck(ReadOnlySpan<byte> batch)
    {
        while (!batch.IsEmpty)
        {
            if (batch[0] >> 4 == (int)PacketType.ConnAck) return true;
            VariableByteInteger.TryRead(batch[1..], out var remaining, out var length);
            batch = batch[(1 + length + remaining)..];
        }
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _gone.Cancel();
            inner.Dispose();
        }
        base.Dispose(disposing);
    }
}
