namespace Lb.Bench.Simulation;

/// <summary>What a simulation measured.</summary>
internal sealed record SimulationReport
{
    public required int RecordBytes { get; init; }

    public required int OpenAtTheEnd { get; init; }

    /// <summary>Growth of resident memory since before the first connection, with all of them open.</summary>
    public required long ResidentBytes { get; init; }

    /// <summary>The same after all were closed.</summary>
    public required long ResidentAfterAllClosed { get; init; }

    /// <summary>Of the garbage collector, whatever the generation.</summary>
    public required TimeSpan LongestPause { get; init; }

    /// <summary>Of the forced, blocking, compacting collections of everything.</summary>
    public required TimeSpan LongestFullPause { get; init; }

    /// <summary>Collections of generation 0, 1 and 2.</summary>
    public required (int Gen0, int Gen1, int Gen2) Collections { get; init; }

    /// <summary>One piece per tick, with and without expiries; its units are expiries.</summary>
    public required CostMeter Ticks { get; init; }

    /// <summary>Ticks in which nothing was due; its units are ticks.</summary>
    public required CostMeter IdleTicks { get; init; }

    /// <summary>One piece per tick; its units are messages, each to another connection.</summary>
    public required CostMeter Messages { get; init; }

    /// <summary>One piece per tick; its units are connections opened in the place of those that closed.</summary>
    public required CostMeter Churn { get; init; }

    /// <summary>Timers of connections taken at random, moved to a later time.</summary>
    public required CostMeter MovesLater { get; init; }

    /// <summary>The same timers, moved to an earlier time.</summary>
    public required CostMeter MovesEarlier { get; init; }

    /// <summary>Expiries that found newer activity and moved the timer.</summary>
    public required long Rearmed { get; init; }

    /// <summary>Expiries that closed a connection.</summary>
    public required long TimedOut { get; init; }
}
