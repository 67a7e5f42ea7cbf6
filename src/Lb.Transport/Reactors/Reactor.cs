using System.Runtime.InteropServices;
using Lb.Transport.Listening;
using Lb.Transport.Native;
using Lb.Transport.Reactors.Buffers;
using Lb.Transport.Reactors.Listening;
using Lb.Transport.Reactors.Records;
using Lb.Transport.Reactors.Relaying;
using Lb.Transport.Reactors.SetUp;
using Lb.Transport.Reactors.Sockets;
using Lb.Transport.Reactors.Timers;
using Lb.Transport.Reactors.Tls;
using Lb.Transport.Reactors.Tls.KeySchedule;
using Lb.Transport.Reactors.Tls.RecordLayer;
using Lb.Transport.Relaying;

namespace Lb.Transport.Reactors;

/// <summary>One thread, one epoll set, and all that belongs to the connections that live on it. Other threads reach it through <see cref="Work"/>
/// only.</summary>
internal sealed unsafe class Reactor : IExpiry, IDisposable
{
    private const int MostEvents = 256;

    [ThreadStatic]
    private static Reactor? _current;

    private readonly EpollEvent* _events = (EpollEvent*)NativeMemory.Alloc(MostEvents, (nuint)sizeof(EpollEvent));
    private readonly byte* _shared = (byte*)NativeMemory.AlignedAlloc(LegIo<SystemSockets, TlsCalls>.ReadSize, 64);
    private readonly int _epoll;
    private readonly TlsOutput _output = new();
    private readonly Action<Exception> _bug;
    private readonly SetUpTable _setUps = new();
    private readonly ListenerTable _listeners = new();
    private readonly RecordSuites _suites = new();
    private readonly HandshakeKeys _keys = new();
    private readonly byte* _records = (byte*)NativeMemory.AlignedAlloc(RecordReading.InputSize, 64);
    private readonly GroupStops<SystemSockets, TlsCalls> _groupStops;
    private readonly Thread _thread;
    private TaskCompletionSource? _drained;
    private bool _isStarted;
    private bool _stops;

    /// <summary>Prepares a reactor; <see cref="Start"/> runs it.</summary>
    /// <param name="number">For the thread's name.</param>
    /// <param name="time">Clock.</param>
    /// <param name="bufferLimit">Bytes that its private buffers may take in total.</param>
    /// <param name="untilSettled">As in <see cref="ReactorSettings"/>.</param>
    /// <param name="bug">Told of an exception that a connection's step threw; the connection is closed.</param>
    /// <exception cref="IOException">The system gives no descriptor.</exception>
    public Reactor(int number, TimeProvider time, long bufferLimit, TimeSpan untilSettled, Action<Exception> bug)
    {
        _bug = bug;
        _epoll = LibC.EpollCreate(LibC.CloseOnExec);
        if (_epoll < 0) throw new IOException($"epoll_create1 failed, errno {Errno.Last}");
        Clock = new ReactorClock(time);
        Clock.Refresh();
        Sockets = new SystemSockets(_epoll, Spares);
        Work = new ReactorWork();
        Pool = new BufferPool(bufferLimit);
        Wheel = new TimerWheel(Clock.Now);
        Timers = new ReactorTimers(Wheel, Clock, Work);
        Io = new LegIo<SystemSockets, TlsCalls>(Sockets, new TlsCalls(_output.Wire, _records, _suites), Pool, Clock);
        Engine = new RelayEngine<SystemSockets, TlsCalls>(Io, Slab, Wheel, Pool, Clock, _shared)
        {
            Bug = bug,
            UntilSettled = (int)untilSettled.TotalMilliseconds,
        };
        _groupStops = new GroupStops<SystemSockets, TlsCalls>(Slab, Engine);
        _thread = new Thread(Run) { Name = $"reactor {number}", IsBackground = true };
    }

    /// <summary>The reactor whose thread this is; null on other threads.</summary>
    public static Reactor? Current => _current;

    public ReactorClock Clock { get; }

    public SystemSockets Sockets { get; }

    /// <summary>Sockets for server legs, used once already.</summary>
    public SpareSockets Spares { get; } = new();

    public ReactorWork Work { get; }

    public RecordSlab<ConnectionRecord> Slab { get; } = new();

    public TimerWheel Wheel { get; }

    public ReactorTimers Timers { get; }

    public BufferPool Pool { get; }

    public LegIo<SystemSockets, TlsCalls> Io { get; }

    public RelayEngine<SystemSockets, TlsCalls> Engine { get; }

    /// <summary>What the SSL* of its connections write to.</summary>
    public TlsOutput TlsOutput => _output;

    public HandshakeKeys HandshakeKeys => _keys;

    /// <summary>Connections whose TLS is OpenSSL's no more.</summary>
    public int OwnTls => _suites.Users;

    /// <summary>Where reads go; <see cref="LegIo{TSockets,TTls}.ReadSize"/> bytes, of use until the next read.</summary>
    public byte* Shared => _shared;

    public void Start()
    {
        _isStarted = true;
        _thread.Start();
    }

    /// <summary>Ends the thread; connections that are left are cut.</summary>
    public void Dispose()
    {
        Work.Post(static reactor => ((Reactor)reactor!)._stops = true, this);
        if (_isStarted) _thread.Join();
        Work.Dispose();
        Spares.Dispose();
        _ = LibC.Close(_epoll);
        _output.Dispose();
        _suites.Dispose();
        _keys.Dispose();
        Wheel.Dispose();
        Slab.Dispose();
        Pool.Dispose();
        NativeMemory.Free(_events);
        NativeMemory.AlignedFree(_shared);
        NativeMemory.AlignedFree(_records);
    }

    /// <summary>Begins to accept on a socket. On the reactor's thread.</summary>
    public void Listen(AcceptSocket socket) => socket.Begin(_listeners.Add(socket));

    /// <summary>Stops to accept on a socket and closes it. On the reactor's thread.</summary>
    public void Unlisten(AcceptSocket socket)
    {
        _listeners.Remove(socket);
        socket.Close();
    }

    /// <summary>Makes a record for an accepted client and runs its stages. Takes the descriptor and the places at the bind's gates over, whatever
    /// happens.</summary>
    public void Accept(int descriptor, in KernelAddress client, BindEndPoint bind)
    {
        if (!TryRent(out var handle))
        {
            _ = LibC.Close(descriptor);
            bind.Leave();
            return;
        }

        var record = Slab.At(handle.Slot);
        record->Handle = handle;
        record->Client.Descriptor = descriptor;
        record->Server.Descriptor = -1;
        record->Timer = ConnectionRecord.NoTimer;
        var connection = new ReactorConnection(this, record, bind, client);
        _setUps.Add(handle.Slot, connection);
        try
        {
            connection.Begin();
        }
        catch (Exception e)
        {
            _bug(e);
            connection.Abort();
        }
    }

    /// <summary>The set-up of a record is over: its object is let go.</summary>
    public void Forget(ConnectionHandle handle) => _setUps.Remove(handle.Slot);

    /// <summary>Ends all relays of a group, in this turn and the next ones. On the reactor's thread.</summary>
    public void StopGroup(int group)
    {
        var isUnderWay = _groupStops.HasWork;
        _groupStops.Begin(group);
        if (!isUnderWay) RunGroupStops();
    }

    /// <summary>Cuts all connections, at once: there is none left that could be made to wait by it. On the reactor's thread.</summary>
    public void StopAll()
    {
        foreach (var handle in Slab)
        {
            var record = Slab.At(handle.Slot);
            if (record->State == ConnectionState.Relay) Engine.Stop(record, RelayEnd.Stopped);
            else _setUps[handle.Slot]!.Abort();
        }
    }

    /// <summary>Completes when no connection is left. On the reactor's thread, once.</summary>
    public void NotifyWhenEmpty(TaskCompletionSource drained) => _drained = drained;

    /// <summary>A timer is due.</summary>
    void IExpiry.Expired(int id, ulong tag)
    {
        var handle = ConnectionHandle.Unpack(tag, out var kind);
        try
        {
            if ((EventKind)kind == EventKind.Listener) _listeners[handle.Slot]?.Resume();
            else if ((EventKind)kind == EventKind.Work) Timers.Expire(handle.Slot);
            else if (Slab.Get(handle) is var record && record != null) OnTimer(record, handle);
        }
        catch (Exception e)
        {
            Fail(handle, e);
        }
    }

    private void RunGroupStops()
    {
        try
        {
            _groupStops.RunSlice();
        }
        finally
        {
            if (_groupStops.HasWork) Work.Post(static reactor => ((Reactor)reactor!).RunGroupStops(), this);
        }
    }

    private bool TryRent(out ConnectionHandle handle)
    {
        try
        {
            handle = Slab.Rent();
            return true;
        }
        catch (OutOfMemoryException e)
        {
            _bug(e);
            handle = default;
            return false;
        }
    }

    private void Run()
    {
        _current = this;
        Errno.PrepareThread();
        SynchronizationContext.SetSynchronizationContext(new ReactorContext(Work));
        Sockets.Watch(Work.Descriptor, 0, LibC.EpollIn, default(ConnectionHandle).Pack((int)EventKind.Work));
        while (!_stops) RunTurn();
        StopAll();
        _listeners.CloseAll();
    }

    private void RunTurn()
    {
        var wait = Work.Begin() || Engine.HasWork ? 0 : Wheel.NextDelay(Clock.Now);
        var count = LibC.EpollWait(_epoll, _events, MostEvents, wait);
        Work.Awake();
        Clock.Refresh();
        for (var i = 0; i < count; i++) Dispatch(_events[i].Data, _events[i].Events);
        Work.Run(_bug);
        Wheel.Advance(Clock.Now, this);
        RunWaiting();
        if (_drained is not null && Slab.Live == 0) _drained.TrySetResult();
    }

    private void RunWaiting()
    {
        try
        {
            Engine.RunWaiting();
        }
        catch (Exception e)
        {
            _bug(e);
        }
    }

    private void Dispatch(ulong data, uint events)
    {
        var handle = ConnectionHandle.Unpack(data, out var kind);
        try
        {
            if ((EventKind)kind <= EventKind.ServerLeg) OnLeg(handle, (EventKind)kind, events);
            else if ((EventKind)kind == EventKind.Listener) _listeners[handle.Slot]?.OnReadable();
        }
        catch (Exception e)
        {
            Fail(handle, e);
        }
    }

    private void OnLeg(ConnectionHandle handle, EventKind kind, uint events)
    {
        var record = Slab.Get(handle);

        // Closed earlier in this turn.
        if (record == null) return;
        if (record->State == ConnectionState.Relay) Engine.OnEvent(record, kind, events);
        else _setUps[handle.Slot]!.OnEvent(kind, events);
    }

    private void OnTimer(ConnectionRecord* record, ConnectionHandle handle)
    {
        if (record->State == ConnectionState.Relay) Engine.OnTimer(record);
        else _setUps[handle.Slot]!.OnTimer();
    }

    private void Fail(ConnectionHandle handle, Exception e)
    {
        _bug(e);
        var record = Slab.Get(handle);
        if (record == null) return;
        if (record->State == ConnectionState.Relay) Engine.Stop(record, RelayEnd.Stopped);
        else _setUps[handle.Slot]?.Abort();
    }
}
