using System.IO.Pipelines;

namespace Lb.Proxy.FirstPacket;

/// <summary>Wakes a read of the client's first bytes when its time is over. The read then returns what is there, cancelled; the pipe stays usable.</summary>
internal sealed class ReadDeadline(PipeReader input, TimeProvider time) : IDisposable
{
    private readonly long _started = time.GetTimestamp();
    private ITimer? _timer;

    /// <summary>Time since the start.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    /// <summary>Sets the deadline, counted from the start.</summary>
    public void Set(TimeSpan patience)
    {
        var left = patience - Elapsed;
        if (left < TimeSpan.Zero) left = TimeSpan.Zero;
        if (_timer is null) _timer = time.CreateTimer(static state => ((PipeReader)state!).CancelPendingRead(), input, left, Timeout.InfiniteTimeSpan);
        else _timer.Change(left, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();
}
