using Lb.Transport.Reactors.Records;

namespace Lb.Transport.Reactors.Timers;

/// <summary>One timer of a stage. May be changed from any thread; its callback runs on the reactor's.</summary>
internal sealed class ReactorTimer(ReactorTimers timers, int number, TimerCallback callback, object? state) : ITimer
{
    private const int NotSet = -1;
    private readonly Reactor _reactor = Reactor.Current!;
    private int _id = NotSet;
    private TimeSpan _period = Timeout.InfiniteTimeSpan;
    private bool _isDisposed;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_isDisposed) return false;
        if (Reactor.Current == _reactor) Set(dueTime, period);
        else timers.Work.Post(_ => Set(dueTime, period), null);
        return true;
    }

    public void Dispose()
    {
        if (Reactor.Current == _reactor) End();
        else timers.Work.Post(static timer => ((ReactorTimer)timer!).End(), this);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>It is due; the wheel forgets it after this call.</summary>
    public void Expire()
    {
        _id = NotSet;
        if (_period > TimeSpan.Zero) Set(_period, _period);
        callback(state);
    }

    private void Set(TimeSpan dueTime, TimeSpan period)
    {
        if (_isDisposed) return;
        if (_id != NotSet) timers.Wheel.Remove(_id);
        _id = NotSet;
        _period = period;
        if (dueTime == Timeout.InfiniteTimeSpan) return;
        _id = timers.Wheel.Add(timers.Clock.After(dueTime), new ConnectionHandle(number, 0).Pack((int)EventKind.Work));
    }

    private void End()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        if (_id != NotSet) timers.Wheel.Remove(_id);
        timers.Remove(number);
    }
}
