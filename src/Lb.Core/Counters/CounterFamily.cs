namespace Lb.Core.Counters;

/// <summary>One counter for each value of a closed enum. Safe for concurrent use.</summary>
/// <typeparam name="TKey">Enum whose values are the labels.</typeparam>
public sealed class CounterFamily<TKey>
    where TKey : struct, Enum
{
    private readonly Dictionary<TKey, Counter> _counters = Enum.GetValues<TKey>().ToDictionary(key => key, _ => new Counter());

    /// <summary>All values, in the order of the enum.</summary>
    public IEnumerable<TKey> Keys => _counters.Keys;

    /// <summary>The counter of a value.</summary>
    /// <exception cref="KeyNotFoundException">The value is not named in the enum.</exception>
    public Counter this[TKey key] => _counters[key];
}
