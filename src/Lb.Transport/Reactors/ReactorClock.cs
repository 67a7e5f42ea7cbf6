namespace Lb.Transport.Reactors;

/// <summary>The time of a reactor, read once a turn.</summary>
internal sealed class ReactorClock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    /// <summary>Milliseconds since the start, at the beginning of this turn.</summary>
    public long Now { get; private set; }

    /// <summary>The clock's time stamp at the beginning of this turn.</summary>
    public long Timestamp { get; private set; }

    /// <summary>When a span that begins now is over; never early, although the part of a millisecond that has passed is not counted.</summary>
    public long After(TimeSpan span) => Now + 1 + (long)Math.Ceiling(span.TotalMilliseconds);

    /// <summary>Reads the time.</summary>
    public void Refresh()
    {
        Timestamp = time.GetTimestamp();
        Now = (long)time.GetElapsedTime(_start, Timestamp).TotalMilliseconds;
    }
}
