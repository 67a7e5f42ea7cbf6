using Lb.Transport.Reactors.Timers;

namespace Lb.Transport.Tests.Reactors.Timers;

/// <summary>Runs a wheel beside a plain list of due times, does the same to both, and compares them at every step.</summary>
internal sealed class ModelledWheel : IExpiry, IDisposable
{
    private const int Tick = TimerWheel.TickMilliseconds;

    private readonly Random _random;
    private readonly TimerWheel _wheel;

    // By tag: the id, and when it is due.
    private readonly Dictionary<ulong, (int Id, long Due)> _live = [];
    private long _now;
    private long _advancedFrom;
    private long _lastExpired;
    private readonly int _mostExpiries;
    private int _expiriesOfCall;
    private bool _advancing;
    private ulong _tags;

    /// <param name="random">Decides what is done.</param>
    /// <param name="mostExpiries">What one call may end.</param>
    public ModelledWheel(Random random, int mostExpiries = TimerWheel.MostExpiries)
    {
        _mostExpiries = mostExpiries;
        _random = random;
        _now = random.NextInt64(-1_000_000_000_000, 1_000_000_000_000);
        _wheel = new TimerWheel(_now, mostExpiries);
    }

    public int Expirations { get; private set; }

    public void Dispose() => _wheel.Dispose();

    /// <summary>One random operation.</summary>
    public void Step()
    {
        switch (_random.Next(10))
        {
            case < 4:
                Add();
                break;
            case < 6:
                Move(Any());
                break;
            case 6:
                Remove(Any());
                break;
            case 7:
                Sleep();
                break;
            default:
                Advance(_now + Jump());
                break;
        }

        Assert.Equal(_live.Count, _wheel.Count);
    }

    public void Expired(int id, ulong tag)
    {
        Assert.True(_live.TryGetValue(tag, out var timer), $"timer {tag} is not live");
        Assert.Equal(timer.Id, id);
        Assert.True(timer.Due <= _now, $"timer {tag} is {timer.Due - _now} ms early");
        Assert.True(timer.Due > _lastExpired - Tick, $"timer {tag} expires after one that was due later");
        _lastExpired = Math.Max(_lastExpired, timer.Due);
        Expirations++;
        Assert.True(++_expiriesOfCall <= _mostExpiries, "one call ends too many");
        var moved = _random.Next(3) == 0 && Move(tag);
        for (var more = _random.Next(3); more > 0; more--) ChangeAnother(tag);
        if (!moved) _live.Remove(tag);
    }

    private void ChangeAnother(ulong expiring)
    {
        var other = Any();
        if (_random.Next(4) == 0) Add();
        else if (other != expiring && _random.Next(2) == 0) Remove(other);
        else if (other != expiring) Move(other);
    }

    private void Sleep()
    {
        var delay = _wheel.NextDelay(_now);
        Assert.Equal(_live.Count == 0, delay < 0);
        if (delay < 0) return;
        var first = _live.Values.Min(timer => timer.Due);
        Assert.True(_now + delay < first + Tick || delay == 0, "sleeps past a timer");
        Advance(_now + delay);
    }

    private void Advance(long now)
    {
        (_advancedFrom, _now, _lastExpired, _advancing) = (_now, now, long.MinValue / 2, true);
        do
        {
            _expiriesOfCall = 0;
            _wheel.Advance(now, this);
        }
        while (HasMoreDue());

        _advancing = false;
        var late = _live.Where(timer => timer.Value.Due + Tick <= now).ToList();
        Assert.True(late.Count == 0, $"{late.Count} timers are late, one by {now - late.FirstOrDefault().Value.Due} ms of {now - _advancedFrom}");
    }

    // What stays late is found by the caller: NextDelay then says that nothing is due.
    private bool HasMoreDue() => _wheel.NextDelay(_now) == 0 && _live.Values.Any(timer => timer.Due + Tick <= _now);

    private void Add()
    {
        var due = Due();
        _live.Add(_tags, (_wheel.Add(due, _tags), Expected(due)));
        _tags++;
    }

    private bool Move(ulong tag)
    {
        if (!_live.TryGetValue(tag, out var timer)) return false;
        var due = Due();
        _wheel.Move(timer.Id, due);
        _live[tag] = (timer.Id, Expected(due));
        return true;
    }

    private void Remove(ulong tag)
    {
        if (_live.Remove(tag, out var timer)) _wheel.Remove(timer.Id);
    }

    // Nothing is due before it was set, and what an expiry sets to the past is due after the call.
    private long Expected(long due) => Math.Max(due, _advancing ? _now + 1 : _now);

    private ulong Any() => _live.Count == 0 ? 0 : _live.Keys.ElementAt(_random.Next(_live.Count));

    private long Due() => _random.Next(8) == 0 ? _now - _random.Next(20_000) : _now + Jump();

    // Mostly near, sometimes weeks away: as many bits as chance will have.
    private long Jump() => _random.NextInt64(1L << _random.Next(1, 33));
}
