namespace Lb.Transport.Reactors.Timers;

/// <summary>The clock of the stages: a timer that is made on a reactor's thread stands on its wheel, any other is the system's.</summary>
internal sealed class ReactorTimeProvider(TimeProvider system) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => system.LocalTimeZone;

    public override long TimestampFrequency => system.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => system.GetUtcNow();

    public override long GetTimestamp() => system.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (Reactor.Current is not { } reactor) return system.CreateTimer(callback, state, dueTime, period);
        var timer = reactor.Timers.Add(callback, state);
        timer.Change(dueTime, period);
        return timer;
    }
}
