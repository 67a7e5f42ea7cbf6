namespace Lb.Transport.Reactors.Timers;

/// <summary>The timers that stages make on a reactor's thread: on its wheel, and told on its thread.</summary>
internal sealed class ReactorTimers(TimerWheel wheel, ReactorClock clock, ReactorWork work)
{
    private readonly List<ReactorTimer?> _timers = [];
    private readonly Stack<int> _free = new();

    public ReactorClock Clock => clock;

    public TimerWheel Wheel => wheel;

    public ReactorWork Work => work;

    /// <summary>Makes a timer that is not due yet.</summary>
    public ReactorTimer Add(TimerCallback callback, object? state)
    {
        if (!_free.TryPop(out var number))
        {
            number = _timers.Count;
            _timers.Add(null);
        }

        var timer = new ReactorTimer(this, number, callback, state);
        _timers[number] = timer;
        return timer;
    }

    /// <summary>The number of a timer may be used again.</summary>
    public void Remove(int number)
    {
        _timers[number] = null;
        _free.Push(number);
    }

    /// <summary>A timer is due.</summary>
    public void Expire(int number) => _timers[number]!.Expire();
}
