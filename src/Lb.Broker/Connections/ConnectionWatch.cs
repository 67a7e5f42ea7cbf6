using Lb.Broker.Time;

namespace Lb.Broker.Connections;

/// <summary>The one deadline that a connection has at a time: for its CONNECT, for its keep-alive, for its closing.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class ConnectionWatch(DeadlineQueue deadlines, TimeProvider clock) : IDisposable
{
    private readonly Lock _lock = new();
    private Deadline? _deadline;
    private long _lastTouched = clock.GetTimestamp();
    private bool _closing;

    /// <summary>The client gave a sign of life.</summary>
    public void Touch() => Volatile.Write(ref _lastTouched, clock.GetTimestamp());

    /// <summary>Acts at a fixed time, unless another watch replaces this one before.</summary>
    public void CloseAfter(TimeSpan time, Action close)
    {
        lock (_lock)
        {
            if (!_closing) Replace(deadlines.Schedule(time, close));
        }
    }

    /// <summary>Acts at a fixed time, and no other watch can replace this one.</summary>
    public void GiveUpAfter(TimeSpan time, Action giveUp)
    {
        lock (_lock)
        {
            Replace(deadlines.Schedule(time, giveUp));
            _closing = true;
        }
    }

    /// <summary>Acts when the client gives no sign of life for a time. Replaces the former watch.</summary>
    /// <param name="seconds">How long; 0 for never.</param>
    /// <param name="close">What to do then.</param>
    public void CloseWhenSilentFor(double seconds, Action close)
    {
        lock (_lock)
        {
            if (!_closing) Replace(seconds == 0 ? null : WatchSilence(TimeSpan.FromSeconds(seconds), TimeSpan.Zero, close));
        }
    }

    public void Dispose()
    {
        lock (_lock) Replace(null);
    }

    private void Replace(Deadline? next)
    {
        _deadline?.Cancel();
        _deadline = next;
    }

    // The deadline is only set anew when it fires, so that a busy client costs no timer work.
    private Deadline WatchSilence(TimeSpan patience, TimeSpan silent, Action close)
    {
        Deadline? mine = null;
        return mine = deadlines.Schedule(patience - silent, () =>
        {
            var silence = clock.GetElapsedTime(Volatile.Read(ref _lastTouched));
            if (silence >= patience) close();
            else Renew(mine!, () => WatchSilence(patience, silence, close));
        });
    }

    private void Renew(Deadline fired, Func<Deadline> next)
    {
        lock (_lock)
        {
            if (_deadline == fired) _deadline = next();
        }
    }
}
