namespace Lb.Core.State;

/// <summary>How long something has been in its state, and how long it was down altogether. Written by one thread at a time, read by
/// any.</summary>
internal sealed class UpAndDownTime(TimeProvider time, bool isUp)
{
    private readonly Lock _lock = new();
    private bool _isUp = isUp;
    private long _changedAt = time.GetTimestamp();
    private TimeSpan _pastDowntime;

    public TimeSpan SinceChange
    {
        get
        {
            lock (_lock) return time.GetElapsedTime(_changedAt);
        }
    }

    public TimeSpan Downtime
    {
        get
        {
            lock (_lock) return _isUp ? _pastDowntime : _pastDowntime + time.GetElapsedTime(_changedAt);
        }
    }

    public void Set(bool isUp)
    {
        lock (_lock)
        {
            if (isUp == _isUp) return;
            if (isUp) _pastDowntime += time.GetElapsedTime(_changedAt);
            _isUp = isUp;
            _changedAt = time.GetTimestamp();
        }
    }
}
