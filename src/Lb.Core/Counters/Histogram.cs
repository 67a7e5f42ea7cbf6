using System.Collections.Immutable;

namespace Lb.Core.Counters;

/// <summary>Counts values by fixed upper bounds, as a Prometheus histogram does. Safe for concurrent use.</summary>
public sealed class Histogram
{
    private readonly long[] _counts;
    private long _sum;

    /// <summary>Makes an empty histogram.</summary>
    /// <param name="upperBounds">Inclusive upper bounds, ascending; a last bucket without a bound is added.</param>
    public Histogram(params ImmutableArray<int> upperBounds)
    {
        UpperBounds = upperBounds;
        _counts = new long[upperBounds.Length + 1];
    }

    /// <summary>Inclusive upper bounds, ascending.</summary>
    public ImmutableArray<int> UpperBounds { get; }

    /// <summary>Sum of all values.</summary>
    public long Sum => Volatile.Read(ref _sum);

    /// <summary>Values counted in one bucket, not cumulative.</summary>
    /// <param name="bucket">0 to <see cref="UpperBounds"/>.Length; the last has no bound.</param>
    public long CountOf(int bucket) => Volatile.Read(ref _counts[bucket]);

    /// <summary>Counts one value.</summary>
    public void Observe(int value)
    {
        var bucket = 0;
        while (bucket < UpperBounds.Length && value > UpperBounds[bucket]) bucket++;
        Interlocked.Increment(ref _counts[bucket]);
        Interlocked.Add(ref _sum, value);
    }
}
