using Lb.Transport.Reactors.Records;
using Lb.Transport.Reactors.Timers;

namespace Lb.Bench.Simulation;

/// <summary>One reactor's connections without their sockets: a record and an inactivity timer for each. A message notes its time in the record;
/// the timer stays where it is, and moves when it expires too early.</summary>
internal sealed unsafe class SimulatedReactor : IExpiry, IDisposable
{
    public static readonly int RecordBytes = sizeof(ConnectionRecord);
    private const long Timeout = SimulationOptions.TimeoutSeconds * 1000L;

    private readonly RecordSlab<ConnectionRecord> _slab = new();
    private readonly TimerWheel _wheel = new(0);
    private readonly SetUpGarbage _garbage = new();
    private readonly Queue<int> _timedOut = new();

    // What the kernel's epoll would hold: the packed handle of the connection in each place.
    private readonly ulong[] _handles;

    public SimulatedReactor(int connections)
    {
        _handles = new ulong[connections];
        // Touched now, so that it is no part of the memory that connections take.
        Array.Fill(_handles, ulong.MaxValue);
    }

    /// <summary>Simulated milliseconds.</summary>
    public long Now { get; private set; }

    /// <summary>Open connections.</summary>
    public int Live => _slab.Live;

    /// <summary>Connections ever opened.</summary>
    public long Opened { get; private set; }

    /// <summary>Expiries that found newer activity and moved the timer.</summary>
    public long Rearmed { get; private set; }

    /// <summary>Expiries that closed a connection.</summary>
    public long TimedOut { get; private set; }

    /// <summary>All expiries.</summary>
    public long Expired => Rearmed + TimedOut;

    /// <summary>Opens a connection in a place that has none.</summary>
    public void Open(int place)
    {
        _garbage.Allocate();
        var handle = _slab.Rent();
        var packed = handle.Pack(0);
        var record = _slab.Get(handle);
        record->Client.ActiveAt = Now;
        // Nothing here stops relays in groups, so the field is free to say whose record this is.
        record->Group = place;
        record->Timer = _wheel.Add(Now + Timeout, packed);
        _handles[place] = packed;
        Opened++;
    }

    /// <summary>A client closes.</summary>
    public void Close(int place) => Close(ConnectionHandle.Unpack(_handles[place], out _));

    /// <summary>A message passes.</summary>
    public void Pass(int place, int bytes)
    {
        var record = Of(place);
        record->Client.ActiveAt = Now;
        record->Client.Received += bytes;
    }

    /// <summary>Moves the timer itself.</summary>
    public void MoveTimer(int place, long due) => _wheel.Move(Of(place)->Timer, due);

    /// <summary>Time goes on; timers that are due expire.</summary>
    public void Advance(long now)
    {
        Now = now;
        _wheel.Advance(now, this);
    }

    /// <summary>The next place whose connection timed out and that nobody took yet, or null.</summary>
    public int? TakeTimedOut() => _timedOut.TryDequeue(out int place) ? place : null;

    void IExpiry.Expired(int id, ulong tag)
    {
        var handle = ConnectionHandle.Unpack(tag, out _);
        var record = _slab.Get(handle);
        long due = record->Client.ActiveAt + Timeout;
        if (due > Now)
        {
            Rearmed++;
            _wheel.Move(id, due);
            return;
        }

        TimedOut++;
        _timedOut.Enqueue(record->Group);
        _slab.Return(handle);
    }

    public void CloseAll()
    {
        foreach (var handle in _slab)
            Close(handle);
    }

    public void Dispose()
    {
        _slab.Dispose();
        _wheel.Dispose();
    }

    private void Close(ConnectionHandle handle)
    {
        _wheel.Remove(_slab.Get(handle)->Timer);
        _slab.Return(handle);
    }

    private ConnectionRecord* Of(int place) => _slab.Get(ConnectionHandle.Unpack(_handles[place], out _));
}
