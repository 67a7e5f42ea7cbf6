namespace Lb.Bench.Simulation;

/// <summary>Finds the longest pause of the garbage collector; asked often enough that no two collections hide in one answer.</summary>
internal sealed class PauseWatch
{
    private readonly int[] _atStart = [GC.CollectionCount(0), GC.CollectionCount(1), GC.CollectionCount(2)];
    private int _seen = GC.CollectionCount(0);
    private TimeSpan _paused = GC.GetTotalPauseDuration();

    /// <summary>Longest pause; the sum where several collections ran between two calls of <see cref="Look"/>.</summary>
    public TimeSpan Longest { get; private set; }

    /// <summary>Longest pause of the collections of all generations that <see cref="CollectAll"/> forced.</summary>
    public TimeSpan LongestFull { get; private set; }

    /// <summary>Collections since the start, of generation 0, 1 and 2 by themselves.</summary>
    public (int Gen0, int Gen1, int Gen2) Counts
    {
        get
        {
            int gen1AndMore = GC.CollectionCount(1) - _atStart[1];
            int gen2 = GC.CollectionCount(2) - _atStart[2];
            return (GC.CollectionCount(0) - _atStart[0] - gen1AndMore, gen1AndMore - gen2, gen2);
        }
    }

    public TimeSpan Look()
    {
        if (GC.CollectionCount(0) == _seen)
            return TimeSpan.Zero;
        var paused = GC.GetTotalPauseDuration();
        var pause = paused - _paused;
        (_seen, _paused) = (GC.CollectionCount(0), paused);
        if (pause > Longest)
            Longest = pause;
        return pause;
    }

    /// <summary>A blocking collection of everything, the worst that can happen.</summary>
    public void CollectAll()
    {
        Look();
        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        var pause = Look();
        if (pause > LongestFull)
            LongestFull = pause;
    }
}
