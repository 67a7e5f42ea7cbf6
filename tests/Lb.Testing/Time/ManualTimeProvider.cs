namespace Lb.Testing.Time;

/// <summary>A clock that stands still until a test moves it, with timers that fire while it is moved.</summary>
/// <remarks>
/// Starts at 2026-01-01 00:00 UTC; its local time zone is UTC; one timestamp unit is 100 ns. Safe for concurrent use.
/// Callbacks run on the thread that calls <see cref="Advance"/>, in order of their due time (of equal due times the timer
/// that was armed first goes first), and see the clock at exactly their due time. A timer armed with a due time of zero fires at
/// the next <see cref="Advance"/>, be it by <see cref="TimeSpan.Zero"/>.
/// </remarks>
public sealed class ManualTimeProvider : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock _lock = new();
    private readonly HashSet<ManualTimer> _armed = [];
    private DateTimeOffset _now = Start;
    private long _armings;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>How many timers wait to fire: lets a test see that a deadline was set, or was taken back.</summary>
    public int ArmedTimers
    {
        get
        {
            lock (_lock) return _armed.Count;
        }
    }

    /// <summary>How often timers were armed, fired and taken back ones included.</summary>
    public long Armings
    {
        get
        {
            lock (_lock) return _armings;
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock) return _now;
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => (GetUtcNow() - Start).Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock forward and fires every timer that falls due on the way, periodic ones as often as they do.</summary>
    /// <param name="by">How far; zero fires only what is due already.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is negative.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var until = GetUtcNow() + by;
        while (TakeDue(until) is { } due) due.Fire();
        lock (_lock)
        {
            if (_now < until) _now = until;
        }
    }

    internal void Arm(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            _armed.Remove(timer);
            if (dueTime == Timeout.InfiniteTimeSpan) return;
            timer.Due = _now + dueTime;
            timer.Period = period;
            timer.Arming = _armings++;
            _armed.Add(timer);
        }
    }

    internal void Disarm(ManualTimer timer)
    {
        lock (_lock) _armed.Remove(timer);
    }

    private ManualTimer? TakeDue(DateTimeOffset until)
    {
        lock (_lock)
        {
            var next = _armed.Where(timer => timer.Due <= until).MinBy(timer => (timer.Due, timer.Arming));
            if (next is null) return null;
            if (next.Due > _now) _now = next.Due;
            Rearm(next);
            return next;
        }
    }

    private void Rearm(ManualTimer timer)
    {
        if (timer.Period == Timeout.InfiniteTimeSpan || timer.Period == TimeSpan.Zero)
        {
            _armed.Remove(timer);
            return;
        }
        timer.Due += timer.Period;
        timer.Arming = _armings++;
    }
}
