using System.Diagnostics;
using System.Numerics;

namespace Lb.Transport.Reactors.Timers;

/// <summary>The timers of one reactor: a hierarchical timing wheel in unmanaged memory, without an object or a system call per timer.
/// Adding, moving and removing take constant time; moving a timer to a later time is one write. For one thread.</summary>
/// <remarks>
/// Four levels of 1024 slots; a slot is 8 ms, 8.2 s, 2.3 h or 99 days long. A timer stands on the level of the highest digit (in base 1024)
/// in which its tick differs from the current one, so every timer of a level is due before every timer of the next, and the current slot of
/// each higher level is empty. When the time reaches a slot of a higher level, its timers spread over the levels below. Where that, or what is due, is
/// too much for one call, the wheel's time stays where it is until the calls after it have done the rest.
/// </remarks>
internal sealed unsafe class TimerWheel : IDisposable
{
    /// <summary>Resolution in milliseconds: a timer expires at its time or up to this much later, never earlier.</summary>
    public const int TickMilliseconds = 1 << TickShift;

    /// <summary>Timers that one call of <see cref="Advance"/> ends at most.</summary>
    public const int MostExpiries = 256;

    private const int TickShift = 3;

    // What ends costs tens of microseconds, what is only moved to another slot a fraction of one.
    private const int ExpiryCost = 16;
    private const long LastTick = (1L << (TimerSlots.Levels * TimerSlots.LevelShift)) - 1;

    private readonly TimerEntries _entries = new();
    private readonly TimerSlots _slots = new();
    private readonly long _start;
    private readonly long _end;
    private readonly int _mostWork;
    private long _tick;
    private int _workLeft;

    // The slot of a higher level whose timers are being spread; -1 for none.
    private int _spreading = -1;

    // While Advance runs, the first tick after it: what an expiry sets to the past is due at the next Advance, so that each one ends.
    private long _earliest;
    private bool _advancing;

    /// <param name="nowMilliseconds">The time on the clock that all other calls use; its zero does not matter.</param>
    /// <param name="mostExpiries">Timers that one call of <see cref="Advance"/> ends at most, 1 or more.</param>
    public TimerWheel(long nowMilliseconds, int mostExpiries = MostExpiries)
    {
        _mostWork = mostExpiries * ExpiryCost;
        _start = nowMilliseconds;
        _end = nowMilliseconds + (LastTick << TickShift);
    }

    /// <summary>Timers that are neither removed nor expired.</summary>
    public int Count => _entries.Count;

    /// <summary>Adds a timer.</summary>
    /// <param name="due">When, in milliseconds. What is past expires at the next <see cref="Advance"/>; what is more than 278 years after
    /// the wheel's start (such as <see cref="long.MaxValue"/>) is due then.</param>
    /// <param name="tag">Handed to <see cref="IExpiry.Expired"/>.</param>
    /// <returns>Its id, 0 or more, valid until it is removed or has expired; ids are used again.</returns>
    public int Add(long due, ulong tag)
    {
        var id = _entries.Take();
        var entry = _entries[id];
        entry->Tag = tag;
        entry->Tick = TickOf(due);
        Place(id, entry);
        return id;
    }

    /// <summary>Changes when a timer is due; <paramref name="due"/> as for <see cref="Add"/>. One write when that is not earlier than before.</summary>
    public void Move(int id, long due)
    {
        CheckId(id);
        var entry = _entries[id];
        var before = entry->Tick;
        entry->Tick = TickOf(due);
        if (entry->Previous == TimerEntry.Expiring) Place(id, entry);
        else if (entry->Tick < before) Replace(id, entry);
    }

    /// <summary>Ends a timer; its id is no longer valid.</summary>
    public void Remove(int id)
    {
        CheckId(id);
        var entry = _entries[id];
        if (entry->Previous != TimerEntry.Expiring) Unlink(entry);
        _entries.Give(id);
    }

    /// <summary>How long nobody needs to call <see cref="Advance"/>, in milliseconds, as epoll_wait takes it: 0 when that is due now, -1 without
    /// timers. May be too short, never too long.</summary>
    public int NextDelay(long now)
    {
        if (!FindNext(out _, out var tick)) return -1;
        return (int)Math.Clamp(_start + (tick << TickShift) - now, 0, int.MaxValue);
    }

    /// <summary>Ends every timer that is due, ordered by time up to one tick. Takes time for what is due and for the slots that are in use,
    /// however long the last call is ago, but not for more than so many timers: the next call, which <see cref="NextDelay"/> says is due now, goes on
    /// with the rest. A clock that goes backwards does nothing. Must not be called by an expiry.</summary>
    public void Advance<TExpiry>(long now, TExpiry expiry)
        where TExpiry : IExpiry
    {
        CheckNotAdvancing();
        var last = Math.Min((now - _start) >> TickShift, LastTick);
        if (last < _tick) return;
        (_earliest, _advancing, _workLeft) = (last + 1, true, _mostWork);
        while (_workLeft > 0)
        {
            if (!FindNext(out var slot, out var tick) || tick > last)
            {
                _tick = last;
                break;
            }

            _tick = tick;
            if (slot < TimerSlots.SlotsPerLevel) Expire(slot, ref expiry);
            else Spread(slot);
        }

        (_earliest, _advancing) = (last, false);
    }

    public void Dispose()
    {
        _entries.Dispose();
        _slots.Dispose();
    }

    private void Expire<TExpiry>(int slot, ref TExpiry expiry)
        where TExpiry : IExpiry
    {
        // Nothing enters the current slot meanwhile, see _earliest; but the expiries may remove or move what is still in it.
        for (var id = _slots.Head(slot); id >= 0 && _workLeft > 0; id = _slots.Head(slot))
        {
            var entry = _entries[id];
            Unlink(entry);
            if (entry->Tick > _tick)
            {
                Place(id, entry);
                _workLeft--;
                continue;
            }

            _workLeft -= ExpiryCost;
            entry->Previous = TimerEntry.Expiring;
            expiry.Expired(id, entry->Tag);
            if (entry->Previous == TimerEntry.Expiring) _entries.Give(id);
        }
    }

    private void Spread(int slot)
    {
        _spreading = slot;
        for (var id = _slots.Head(slot); id >= 0 && _workLeft > 0; id = _slots.Head(slot))
        {
            Replace(id, _entries[id]);
            _workLeft--;
        }
    }

    private bool FindNext(out int slot, out long tick)
    {
        // Its timers may be due before those that it has spread already.
        if (_spreading >= 0 && _slots.Head(_spreading) >= 0)
        {
            (slot, tick) = (_spreading, _tick);
            return true;
        }

        _spreading = -1;
        for (var level = 0; level < TimerSlots.Levels; level++)
        {
            var shift = level * TimerSlots.LevelShift;
            var position = _slots.FirstFrom(level, (int)(_tick >> shift) & (TimerSlots.SlotsPerLevel - 1));
            if (position < 0) continue;
            slot = (level << TimerSlots.LevelShift) + position;
            tick = ((_tick >> shift >> TimerSlots.LevelShift << TimerSlots.LevelShift) + position) << shift;
            return true;
        }

        (slot, tick) = (-1, 0);
        return false;
    }

    private long TickOf(long due)
    {
        if (due <= _start) return _earliest;
        if (due >= _end) return LastTick;
        return Math.Max((due - _start + TickMilliseconds - 1) >> TickShift, _earliest);
    }

    private void Replace(int id, TimerEntry* entry)
    {
        Unlink(entry);
        Place(id, entry);
    }

    private void Place(int id, TimerEntry* entry)
    {
        var level = BitOperations.Log2((ulong)(entry->Tick ^ _tick)) / TimerSlots.LevelShift;
        var position = (int)(entry->Tick >> (level * TimerSlots.LevelShift)) & (TimerSlots.SlotsPerLevel - 1);
        var slot = (level << TimerSlots.LevelShift) + position;
        var head = _slots.Head(slot);
        if (head >= 0) _entries[head]->Previous = id;
        entry->Next = head;
        entry->Previous = ~slot;
        _slots.SetHead(slot, id);
    }

    private void Unlink(TimerEntry* entry)
    {
        if (entry->Next >= 0) _entries[entry->Next]->Previous = entry->Previous;
        if (entry->Previous >= 0) _entries[entry->Previous]->Next = entry->Next;
        else _slots.SetHead(~entry->Previous, entry->Next);
    }

    [Conditional("DEBUG")]
    private void CheckId(int id)
    {
        if (!_entries.IsUsed(id)) throw new InvalidOperationException($"timer {id} is not in use");
    }

    [Conditional("DEBUG")]
    private void CheckNotAdvancing()
    {
        if (_advancing) throw new InvalidOperationException("an expiry must not advance the wheel");
    }
}
