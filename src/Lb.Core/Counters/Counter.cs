namespace Lb.Core.Counters;

/// <summary>A number that only grows. Safe for concurrent use.</summary>
public sealed class Counter
{
    private long _value;

    /// <summary>Sum so far, 0 at the start.</summary>
    public long Value => Volatile.Read(ref _value);

    /// <summary>Adds one.</summary>
    public void Increment() => Interlocked.Increment(ref _value);

    /// <summary>Adds <paramref name="amount"/>, which is not negative.</summary>
    public void Add(long amount) => Interlocked.Add(ref _value, amount);
}
