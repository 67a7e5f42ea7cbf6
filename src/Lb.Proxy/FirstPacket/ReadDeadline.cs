using System.IO.Pipelines;

namespace Lb.Proxy.FirstPacket;

/// <summary>Reads of the client's first bytes whose time is limited. A read whose time is over returns what is there, cancelled; the pipe stays
/// usable. Bytes that are there already cost no timer.</summary>
internal sealed class ReadDeadline(PipeReader input, TimeProvider time) : IDisposable
{
    private readonly long _started = time.GetTimestamp();
    private ITimer? _timer;

    /// <summary>Time since the start.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    /// <summary>Reads; null when the client leg broke or was aborted.</summary>
    /// <param name="patience">When to wait no longer, counted from the start.</param>
    public ValueTask<ReadResult?> ReadAsync(TimeSpan patience)
    {
        if (PipeReading.TryReadAtOnce(input, out var read)) return new ValueTask<ReadResult?>(read);
        Set(patience);
        return PipeReading.TryReadAsync(input);
    }

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();

    private void Set(TimeSpan patience)
    {
        var left = patience - Elapsed;
        if (left < TimeSpan.Zero) left = TimeSpan.Zero;
        if (_timer is null) _timer = time.CreateTimer(static state => ((PipeReader)state!).CancelPendingRead(), input, left, Timeout.InfiniteTimeSpan);
        else _timer.Change(left, Timeout.InfiniteTimeSpan);
    }
}
