namespace Lb.Transport.Relaying.Portable;

/// <summary>Ends a relay whose client or server leg was quiet for too long. Bytes do not touch the timer: it looks at the progress when
/// it fires and sleeps for what is left, so a busy connection pays nothing.</summary>
internal sealed class InactivityTimer(RelaySettings settings, RelayProgress progress, TimeProvider time, Action<RelayEnd> expired) : IDisposable
{
    private static readonly TimeSpan Granularity = TimeSpan.FromMilliseconds(1);
    private ITimer? _timer;

    public void Start()
    {
        if (NextCheck() is not { } delay) return;

        // Armed only once the field is set: a callback that found it empty could not arm it again.
        _timer = time.CreateTimer(static state => ((InactivityTimer)state!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(delay, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer?.Dispose();

    private void Fire()
    {
        if (progress.WaitsForClient && Left(settings.ClientTimeout, progress.ClientQuiet) <= TimeSpan.Zero) expired(RelayEnd.ClientTimedOut);
        else if (progress.WaitsForServer && Left(settings.ServerTimeout, progress.ServerQuiet) <= TimeSpan.Zero) expired(RelayEnd.ServerTimedOut);
        else if (NextCheck() is { } delay) _timer?.Change(delay, Timeout.InfiniteTimeSpan);
    }

    // A leg that nothing is waited for on has no deadline now but may get one, not earlier than its whole timeout from now.
    private TimeSpan? NextCheck()
    {
        var client = progress.WaitsForClient ? Left(settings.ClientTimeout, progress.ClientQuiet) : settings.ClientTimeout;
        var server = progress.WaitsForServer ? Left(settings.ServerTimeout, progress.ServerQuiet) : settings.ServerTimeout;
        var next = client < server || server is null ? client : server;
        return next is { } delay && delay < Granularity ? Granularity : next;
    }

    private static TimeSpan? Left(TimeSpan? timeout, TimeSpan quiet) => timeout - quiet;
}
