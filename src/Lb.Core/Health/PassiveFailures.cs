using Lb.Configuration.Model;

namespace Lb.Core.Health;

/// <summary>Failed connects that take a server out, nginx's way: <c>max_fails</c> failures take it out for <c>fail_timeout</c>, then one
/// connection tries it. Safe for concurrent use.</summary>
/// <remarks>nginx stream <c>server</c>, parameters <c>max_fails</c> and <c>fail_timeout</c>.</remarks>
public sealed class PassiveFailures(PassiveFailureConfig config, TimeProvider time)
{
    private readonly Lock _lock = new();
    private int _failures;
    private long _lastFailure;
    private long _lastTried = time.GetTimestamp();

    /// <summary>Whether a connection may be sent to the server now.</summary>
    public bool IsUsable
    {
        get
        {
            if (Volatile.Read(ref _failures) < config.MaxFailures) return true;
            lock (_lock) return _failures < config.MaxFailures || time.GetElapsedTime(_lastTried) > config.Period;
        }
    }

    /// <summary>Tells that a connection is sent to the server: of a server that was out, the one that tries it.</summary>
    public void OnPicked()
    {
        if (Volatile.Read(ref _failures) == 0) return;
        lock (_lock)
        {
            if (time.GetElapsedTime(_lastTried) > config.Period) _lastTried = time.GetTimestamp();
        }
    }

    /// <summary>Tells that a connection to the server stood.</summary>
    public void OnConnected()
    {
        if (Volatile.Read(ref _failures) == 0) return;
        lock (_lock)
        {
            if (_lastFailure < _lastTried) _failures = 0;
        }
    }

    /// <summary>Tells that a connection to the server failed.</summary>
    /// <returns>True where this failure took the server out.</returns>
    public bool OnFailed()
    {
        lock (_lock)
        {
            _lastFailure = _lastTried = time.GetTimestamp();
            return ++_failures == config.MaxFailures;
        }
    }
}
