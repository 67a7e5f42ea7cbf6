namespace Lb.Core.Counters;

/// <summary>Finished TLS handshakes with clients: full ones, which cost a signature, and resumed ones. Safe for concurrent use.</summary>
public sealed class HandshakeCounters(TimeProvider time)
{
    private readonly EventRate _rate = new(time);

    /// <summary>Full handshakes.</summary>
    public Counter Full { get; } = new();

    /// <summary>Handshakes that resumed a session.</summary>
    public Counter Resumed { get; } = new();

    /// <summary>Handshakes of a transport that cannot tell; they are in none of the rates.</summary>
    public Counter Unknown { get; } = new();

    /// <summary>Full handshakes in the last second.</summary>
    public EventRate FullRate { get; } = new(time);

    /// <summary>Percent of the last second's handshakes that resumed a session, 0 to 100; 0 where there was none.</summary>
    public int ResumedPercent
    {
        get
        {
            var all = _rate.PerSecond;
            var full = FullRate.PerSecond;
            return full < all ? 100 - (int)Math.Round(100.0 * full / all, MidpointRounding.AwayFromZero) : 0;
        }
    }

    /// <summary>Counts one.</summary>
    /// <param name="isResumed">Whether it resumed a session; null = the transport cannot tell.</param>
    public void Count(bool? isResumed)
    {
        if (isResumed is not { } resumed)
        {
            Unknown.Increment();
            return;
        }

        _rate.Mark();
        (resumed ? Resumed : Full).Increment();
        if (!resumed) FullRate.Mark();
    }
}
