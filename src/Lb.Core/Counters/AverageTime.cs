namespace Lb.Core.Counters;

/// <summary>Average of about the last 1024 times, in which a recent one weighs more, as HAProxy's <c>*_time_average_seconds</c>.
/// Safe for concurrent use; of two samples in the same instant one may be lost.</summary>
public sealed class AverageTime
{
    private const double Samples = 1024;
    private long _count;
    private double _ticks;

    /// <summary>Average so far, zero before the first sample.</summary>
    public TimeSpan Value => TimeSpan.FromTicks((long)Volatile.Read(ref _ticks));

    /// <summary>Adds one sample, zero or longer.</summary>
    public void Add(TimeSpan sample)
    {
        var count = Math.Min(Interlocked.Increment(ref _count), Samples);
        var average = Volatile.Read(ref _ticks);
        Volatile.Write(ref _ticks, average + ((sample.Ticks - average) / count));
    }
}
