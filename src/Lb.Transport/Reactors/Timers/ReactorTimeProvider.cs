namespace Lb.Transport.Reactors.Timers;

/// <summary>The clock of the stages. On a reactor's thread the time is that of its turn, as a connection asks for it some twenty times, and a timer stands
/// on the reactor's wheel; on any other thread both are the system's.</summary>
internal sealed class ReactorTimeProvider(TimeProvider system) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => system.LocalTimeZone;

    public override long TimestampFrequency => system.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => system.GetUtcNow();

    public override long GetTimestamp() => Reactor.Current?.Clock.Timestamp ?? system.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (Reactor.Current is not { } reactor) return system.CreateTimer(callback, state, dueTime, period);
        var timer = reactor.Timers.Add(callback, state);
        timer.Change(dueTime, period);
        return timer;
    }
}
