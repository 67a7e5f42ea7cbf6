namespace Lb.Configuration.Model;

/// <summary>What happens when a server does not answer the connect.</summary>
public sealed record RetryConfig
{
    /// <summary><c>retries</c>: further attempts after the first; 0 = none. Null = one attempt for each usable server.</summary>
    public int? Retries { get; init; } = 3;

    /// <summary><c>option redispatch</c>: the last attempt may go to another server although the client has one (hash, stick).</summary>
    public bool Redispatch { get; init; }

    /// <summary>Interval of <c>option redispatch N</c>: positive = each Nth attempt, negative = counted from the last; 0 = the default, the last one.</summary>
    public int RedispatchInterval { get; init; }

    /// <summary>True: every further attempt goes at once to a server not tried yet, whatever the algorithm.</summary>
    public bool NextServerAtOnce { get; init; }

    /// <summary>Pause before the same server is tried again.</summary>
    public TimeSpan SameServerDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest time for all attempts; null = no limit.</summary>
    public TimeSpan? TotalTimeout { get; init; }
}
