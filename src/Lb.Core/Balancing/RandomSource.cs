namespace Lb.Core.Balancing;

/// <summary>Random numbers for concurrent use, repeatable from one seed: a counter whose steps are mixed (SplitMix64).</summary>
public sealed class RandomSource
{
    private const ulong Step = 0x9E3779B97F4A7C15;
    private ulong _state;

    /// <summary>Takes its seed from <paramref name="seed"/> once.</summary>
    public RandomSource(Random seed)
    {
        ArgumentNullException.ThrowIfNull(seed);
        _state = (ulong)seed.NextInt64();
    }

    /// <summary>Next number from 0 up to, not including, 1.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Next number from 0 up to, not including, <paramref name="bound"/>.</summary>
    /// <param name="bound">At least 1.</param>
    public int Next(int bound) => (int)((NextUInt64() >> 32) * (ulong)bound >> 32);

    private ulong NextUInt64()
    {
        var z = Interlocked.Add(ref _state, Step);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
