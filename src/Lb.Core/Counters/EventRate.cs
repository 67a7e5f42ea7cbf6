namespace Lb.Core.Counters;

/// <summary>Events per second over a sliding second: this second's count plus the share of the last one's that the sliding
/// window still covers. Safe for concurrent use; a count may land in the neighbouring second when two threads meet its edge.</summary>
public sealed class EventRate(TimeProvider time)
{
    private readonly long _frequency = time.TimestampFrequency;
    private long _second = time.GetTimestamp() / time.TimestampFrequency;
    private int _count;
    private int _previous;
    private int _max;
    private long _last = long.MinValue;

    /// <summary>Highest value that <see cref="PerSecond"/> had when an event came.</summary>
    public int Max => Volatile.Read(ref _max);

    /// <summary>Time since the last event; null = there was none yet.</summary>
    public TimeSpan? SinceLast => Volatile.Read(ref _last) is var last && last == long.MinValue ? null : time.GetElapsedTime(last);

    /// <summary>Events in the last second.</summary>
    public int PerSecond
    {
        get
        {
            var now = time.GetTimestamp();
            Roll(now);
            return PerSecondAt(now);
        }
    }

    /// <summary>Counts one event now.</summary>
    public void Mark()
    {
        var now = time.GetTimestamp();
        Volatile.Write(ref _last, now);
        Roll(now);
        var count = Interlocked.Increment(ref _count);

        // Unless there were enough of them to set a record, how much of the last second still counts does not matter.
        if (count + Volatile.Read(ref _previous) <= Max) return;
        var rate = PerSecondAt(now);
        if (rate > Max) Volatile.Write(ref _max, rate);
    }

    private int PerSecondAt(long now)
    {
        var elapsed = (double)(now % _frequency) / _frequency;
        return Volatile.Read(ref _count) + (int)(Volatile.Read(ref _previous) * (1 - elapsed));
    }

    private void Roll(long now)
    {
        var second = now / _frequency;
        var seen = Volatile.Read(ref _second);
        if (second <= seen || Interlocked.CompareExchange(ref _second, second, seen) != seen) return;
        var finished = Interlocked.Exchange(ref _count, 0);
        Volatile.Write(ref _previous, second == seen + 1 ? finished : 0);
    }
}
