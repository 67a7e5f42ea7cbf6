using Lb.Broker.Connections;

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
    private bool _answered;

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
        var delay = _answered || faults.ConnAckDelay == TimeSpan.Zero ? faults.AnswerDelay : faults.ConnAckDelay;
        _answered = true;
        if (delay != TimeSpan.Zero) await Task.Delay(delay, clock, _gone.Token).ConfigureAwait(false);
        await inner.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
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
