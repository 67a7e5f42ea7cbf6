namespace Lb.Transport.Reactors.Timers;

/// <summary>One timer of a <see cref="TimerWheel"/>, 24 bytes of unmanaged memory.</summary>
internal struct TimerEntry
{
    /// <summary>Value of <see cref="Previous"/> while nobody uses the entry; <see cref="Next"/> then leads through the unused ones.</summary>
    public const int Unused = int.MinValue;

    /// <summary>Value of <see cref="Previous"/> while the timer's expiry runs: in no slot, not yet removed.</summary>
    public const int Expiring = int.MinValue + 1;

    /// <summary>The next timer of the same slot; negative after the last.</summary>
    public int Next;

    /// <summary>The previous timer of the same slot; the slot's complement for the first.</summary>
    public int Previous;

    /// <summary>When it is due, in the wheel's ticks. Its slot is at this tick or before it, never after.</summary>
    public long Tick;

    /// <summary>The owner's, not read here.</summary>
    public ulong Tag;
}
