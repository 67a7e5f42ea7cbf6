namespace Lb.Core.Counters;

/// <summary>A number that rises and falls, with the highest value it ever had. Safe for concurrent use.</summary>
public sealed class Gauge
{
    private int _current;
    private int _max;

    /// <summary>Value now.</summary>
    public int Current => Volatile.Read(ref _current);

    /// <summary>Highest value since the start.</summary>
    public int Max => Volatile.Read(ref _max);

    /// <summary>Adds one and returns the new value.</summary>
    public int Increment()
    {
        var now = Interlocked.Increment(ref _current);
        RaiseMax(now);
        return now;
    }

    /// <summary>Adds one unless that would exceed <paramref name="limit"/>.</summary>
    /// <returns>False where the value stood at the limit already; nothing changed then.</returns>
    public bool TryIncrement(int limit)
    {
        var seen = Current;
        while (seen < limit)
        {
            var before = Interlocked.CompareExchange(ref _current, seen + 1, seen);
            if (before == seen)
            {
                RaiseMax(seen + 1);
                return true;
            }

            seen = before;
        }

        return false;
    }

    /// <summary>Takes one away and returns the new value.</summary>
    public int Decrement() => Interlocked.Decrement(ref _current);

    private void RaiseMax(int value)
    {
        var seen = Volatile.Read(ref _max);
        while (value > seen)
        {
            var before = Interlocked.CompareExchange(ref _max, value, seen);
            if (before == seen) return;
            seen = before;
        }
    }
}
