using Lb.Testing.Time;

namespace Lb.Broker.Tests.Time;

public sealed class ManualTimeProviderTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void StandsStill_WhenNobodyMovesIt()
    {
        var before = _clock.GetTimestamp();

        Assert.Equal(TimeSpan.Zero, _clock.GetElapsedTime(before));
    }

    [Fact]
    public void MovesUtcNowAndTimestampsAlike_WhenAdvanced()
    {
        var timestamp = _clock.GetTimestamp();
        var utc = _clock.GetUtcNow();

        _clock.Advance(TimeSpan.FromSeconds(90));

        Assert.Equal(TimeSpan.FromSeconds(90), _clock.GetElapsedTime(timestamp));
        Assert.Equal(TimeSpan.FromSeconds(90), _clock.GetUtcNow() - utc);
    }

    [Fact]
    public void FiresATimerOnceAtItsDueTime_WhenItHasNoPeriod()
    {
        var fired = new List<TimeSpan>();
        var start = _clock.GetTimestamp();
        using var timer = _clock.CreateTimer(
            _ => fired.Add(_clock.GetElapsedTime(start)), null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);

        _clock.Advance(TimeSpan.FromSeconds(2.999));
        Assert.Empty(fired);
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal([TimeSpan.FromSeconds(3)], fired);
        Assert.Equal(0, _clock.ArmedTimers);
    }

    [Fact]
    public void FiresAPeriodicTimerAtEachOfItsTimes_WhenAdvancedOverSeveral()
    {
        var fired = new List<double>();
        var start = _clock.GetTimestamp();
        using var timer = _clock.CreateTimer(
            _ => fired.Add(_clock.GetElapsedTime(start).TotalSeconds), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));

        _clock.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal([1, 3, 5], fired);
    }

    [Fact]
    public void FiresInOrderOfDueTime_WhenSeveralTimersAreDue()
    {
        var fired = new List<string>();
        using var late = _clock.CreateTimer(_ => fired.Add("late"), null, TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan);
        using var early = _clock.CreateTimer(_ => fired.Add("early"), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        using var second = _clock.CreateTimer(_ => fired.Add("second"), null, TimeSpan.FromSeconds(2), Timeout.InfiniteTimeSpan);

        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(["early", "late", "second"], fired);
    }

    [Fact]
    public void FiresATimerThatACallbackArmed_WhenItFallsDueInTheSameAdvance()
    {
        var fired = new List<string>();
        ITimer? inner = null;
        using var outer = _clock.CreateTimer(
            _ => inner = _clock.CreateTimer(_ => fired.Add("inner"), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan),
            null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(["inner"], fired);
        inner!.Dispose();
    }

    [Fact]
    public void FiresNothing_WhenTheTimerWasDisposedOrDisarmed()
    {
        var fired = 0;
        var disposed = _clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        using var disarmed = _clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        disposed.Dispose();
        disarmed.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(0, fired);
        Assert.False(disposed.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public async Task CompletesADelay_WhenItsTimeHasCome()
    {
        var delay = Task.Delay(TimeSpan.FromHours(1), _clock, TestContext.Current.CancellationToken);
        Assert.False(delay.IsCompleted);

        _clock.Advance(TimeSpan.FromHours(1));

        await delay;
    }

    [Fact]
    public void CancelsATokenSource_WhenItsTimeoutHasPassed()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromSeconds(15), _clock);

        _clock.Advance(TimeSpan.FromSeconds(15));

        Assert.True(source.IsCancellationRequested);
    }
}
