using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Lb.Transport.Reactors;
using Lb.Transport.Reactors.Buffers;
using Lb.Transport.Reactors.Records;
using Lb.Transport.Reactors.Relaying;
using Lb.Transport.Reactors.Timers;
using Lb.Transport.Relaying;

namespace Lb.Transport.Tests.Reactors.Relaying;

/// <summary>A relay engine with everything around it that it needs, in virtual time: turns as the reactor runs them, on a fake kernel and a fake TLS
/// library.</summary>
internal sealed unsafe partial class FakeReactor : IRelayCompletion, IExpiry, IDisposable
{
    /// <summary>Milliseconds in which a FIN that had to wait is tried again.</summary>
    public const int FinWait = 50;

    private const int MostIdleTurns = 2;

    // Buffers of a ticket and a header.
    private const int MostOfSetUp = 16 * 1024;
    private readonly byte* _shared = (byte*)NativeMemory.Alloc(LegIo<FakeSockets, FakeTlsCalls>.ReadSize);
    private ExceptionDispatchInfo? _bug;
    private readonly EntryClock _clock = new();
    private readonly FakeTls _tls;
    private readonly RecordSlab<ConnectionRecord> _slab = new();
    private readonly TimerWheel _wheel;
    private readonly LegIo<FakeSockets, FakeTlsCalls> _io;
    private readonly RelayEngine<FakeSockets, FakeTlsCalls> _engine;
    private readonly GroupStops<FakeSockets, FakeTlsCalls> _groupStops;

    /// <param name="poolLimit">Bytes of all private buffers together.</param>
    /// <param name="random">Makes the kernel unreliable; null = it never is.</param>
    public FakeReactor(long poolLimit = 64 << 20, Random? random = null)
    {
        Kernel = new FakeKernel(random);
        Pool = new BufferPool(poolLimit);
        _tls = new FakeTls(Kernel) { WhenAnswered = NoteAnswer };
        _wheel = new TimerWheel(_clock.Now);
        _io = new LegIo<FakeSockets, FakeTlsCalls>(new FakeSockets(Kernel), new FakeTlsCalls(_tls), Pool, _clock.Reactor);
        _engine = new RelayEngine<FakeSockets, FakeTlsCalls>(_io, _slab, _wheel, Pool, _clock.Reactor, _shared)
        {
            Completion = this,
            Bug = exception => _bug ??= ExceptionDispatchInfo.Capture(exception),
            UntilSettled = 50,
        };
        _groupStops = new GroupStops<FakeSockets, FakeTlsCalls>(_slab, _engine);
    }

    public FakeKernel Kernel { get; }

    public BufferPool Pool { get; }

    /// <summary>Runs at each end, inside the engine.</summary>
    public Action? WhenEnded { get; set; }

    public List<SimulatedConnection> Connections { get; } = [];

    /// <summary>Whether a leg may be left unread for want of memory as long as the other leg takes nothing.</summary>
    public bool IsShortOfMemory =>
        !Pool.HasRoom(LegIo<FakeSockets, FakeTlsCalls>.MostPerRead + LegIo<FakeSockets, FakeTlsCalls>.Reserve);

    /// <summary>Whether a leg may be left unread for want of memory whatever the other takes.</summary>
    public bool IsOutOfMemory => !Pool.HasRoom(LegIo<FakeSockets, FakeTlsCalls>.MostPerSmallRead);

    /// <summary>Sets a connection up and starts its relay; without a header where it would not find room, since a set-up that cannot send its header
    /// starts no relay.</summary>
    public SimulatedConnection Start(ConnectionPlan plan)
    {
        if (!Pool.HasRoom(MostOfSetUp)) plan = plan with { Header = 0 };
        var connection = new SimulatedConnection(Kernel, _tls, _clock, plan, Connections.Count);
        connection.Handle = _slab.Rent();
        var record = _slab.At(connection.Handle.Slot);
        record->Handle = connection.Handle;
        record->Timer = ConnectionRecord.NoTimer;
        record->Client.Descriptor = connection.ClientDescriptor;
        record->Server.Descriptor = connection.ServerDescriptor;
        record->Server.Flags = LegFlags.HoldsSmall | LegFlags.Reusable;
        record->Tls = connection.Tls;
        if (connection.Tls != 0) _tls[connection.Tls].Leg = &record->Client;
        record->Tag = RelayTag.From(Connections.Count);
        Connections.Add(connection);
        connection.LackedMemory = !Pool.CanRent(plan.Ticket + FakeRecord.Overhead);
        if (plan.Ticket > 0)
        {
            _tls.WriteTicket(connection.Tls, plan.Ticket);
            _io.CorkOutput(&record->Client);
        }

        fixed (byte* header = connection.Header)
        {
            if (plan.Header > 0) Assert.True(_io.Deliver(record, &record->Server, header, plan.Header));
        }

        _io.Watch(record, &record->Client, plan.WatchedClient);
        _io.Watch(record, &record->Server, plan.WatchedServer);
        connection.LackedMemory |= !Pool.CanRent(plan.Header + plan.FirstBytes);
        _clock.Entry++;
        _engine.Start(record, connection.FirstBytes, new RelaySettings(Limit(plan.ClientTimeout), Limit(plan.ServerTimeout)) { Group = plan.Group });
        NoteAwaited(connection);
        ThrowBug();
        return connection;
    }

    /// <summary>Bytes that the private buffer of a leg has room for; 0 = it has none.</summary>
    public (int Client, int Server) PrivateBuffers(SimulatedConnection connection)
    {
        var record = _slab.Get(connection.Handle);
        return record == null ? (0, 0) : (record->Client.PendingCapacity, record->Server.PendingCapacity);
    }

    public void Stop(int group)
    {
        foreach (var handle in _slab)
        {
            var record = _slab.At(handle.Slot);
            if (record->Group != group) continue;
            _clock.Entry++;
            Connections[record->Tag.To<int>()].Story.Cut(RelayEnd.GroupStopped);
            _engine.Stop(record, RelayEnd.GroupStopped);
        }

        ThrowBug();
    }

    /// <summary>Stops a group by slices: from now on one in each turn.</summary>
    public void StopInSlices(int group)
    {
        _clock.Entry++;
        foreach (var connection in Connections.Where(connection => connection.IsLive && connection.Plan.Group == group))
            connection.Story.Cut(RelayEnd.GroupStopped);
        _groupStops.Begin(group);
    }

    /// <summary>One turn of a reactor.</summary>
    /// <returns>False when it would have slept.</returns>
    public bool Turn()
    {
        var ready = Kernel.Poll();
        var isAwake = ready.Count > 0 || _engine.HasWork || _groupStops.HasWork;
        foreach (var (data, events) in ready) Dispatch(data, events);
        _groupStops.RunSlice();
        _wheel.Advance(_clock.Now, this);
        _clock.Entry++;
        _engine.RunWaiting();
        foreach (var connection in Connections) NoteAwaited(connection);
        Assert.Equal(0, _tls.OutputLength);
        ThrowBug();
        return isAwake;
    }

    /// <summary>Turns until the reactor would sleep. Fails where turns change nothing, or where bytes that could move do not.</summary>
    public void RunUntilIdle()
    {
        var idleTurns = 0;
        while (true)
        {
            var before = Kernel.Progress;
            if (!Turn()) break;
            idleTurns = Kernel.Progress == before ? idleTurns + 1 : 0;
            Assert.True(idleTurns <= MostIdleTurns, "the reactor is awake and does nothing");
        }

        foreach (var connection in Connections) CheckNothingIsStuck(connection);
    }

    /// <summary>Lets time pass; then no leg may be quiet beyond its timeout.</summary>
    public void Advance(int milliseconds)
    {
        _clock.Advance(milliseconds);
        Turn();
        foreach (var connection in Connections)
        {
            if (connection.IsLive) Assert.Null(connection.Expiry(TimerWheel.TickMilliseconds));
        }
    }

    /// <summary>Nothing of the connections is left.</summary>
    public void AssertEmpty()
    {
        Assert.All(Connections, connection => Assert.False(connection.IsLive, "a relay never ends"));
        Assert.Equal((0, 0, 0L), (_slab.Live, _wheel.Count, Pool.Used));
        Assert.Equal((0, 0), (Kernel.OpenSockets, _tls.Live));
        Assert.False(Turn(), "there is work without connections");
    }

    public void Ended(in RelayTag tag, in RelayOutcome outcome)
    {
        Connections[tag.To<int>()].End(outcome);
        WhenEnded?.Invoke();
    }

    public void Expired(int id, ulong tag)
    {
        var record = _slab.Get(ConnectionHandle.Unpack(tag, out _));
        Assert.True(record != null, "a timer outlives its connection");
        var connection = Connections[record->Tag.To<int>()];
        _clock.Entry++;
        if (connection.Expiry(late: 0) is { } end) connection.Story.Cut(end);
        _engine.OnTimer(record);
        NoteAwaited(connection);
    }

    public void Dispose()
    {
        _tls.Dispose();
        _wheel.Dispose();
        _slab.Dispose();
        Pool.Dispose();
        NativeMemory.Free(_shared);
    }

    // What an assertion in Ended says goes through the engine.
    private void ThrowBug()
    {
        var bug = _bug;
        _bug = null;
        bug?.Throw();
    }

    private void Dispatch(ulong data, uint events)
    {
        var record = _slab.Get(ConnectionHandle.Unpack(data, out var kind));
        _clock.Entry++;
        if (record == null) return;
        var connection = Connections[record->Tag.To<int>()];
        _engine.OnEvent(record, (EventKind)kind, events);
        NoteAwaited(connection);
    }

    // It is kept for nobody then.
    private void NoteAnswer(nint tls)
    {
        if (IsShortOfMemory) Connections.Single(connection => connection.Tls == tls).LackedMemory = true;
    }

    private void NoteAwaited(SimulatedConnection connection)
    {
        var record = _slab.Get(connection.Handle);
        if (record == null) return;
        connection.Client.Socket.Await(record->Client.Has(LegFlags.Awaited));
        connection.Server.Socket.Await(record->Server.Has(LegFlags.Awaited));
    }

    private void CheckNothingIsStuck(SimulatedConnection connection)
    {
        if (!connection.IsLive || connection.LackedMemory || IsOutOfMemory) return;
        var (story, client, server) = (connection.Story, connection.Client.Socket, connection.Server.Socket);
        var toClient = connection.HasOnlyTicket ? 0 : connection.UnsentToClient;
        if (!story.ClientBroke && client.SendRoom > 0 && !client.FinSent) Assert.Equal(0, toClient);
        if (!story.ServerBroke && server.SendRoom > 0) Assert.Equal(0, connection.UnsentToServer);
        if (story.ClientBroke || story.ServerBroke) return;
        if (toClient == 0 && !story.ServerEnded && CanTake(client)) Assert.False(IsReadable(server), "bytes of the server are left unread");
        var isReady = IsReadable(client) || (connection.Tls != 0 && _tls[connection.Tls].IsReady);
        if (connection.UnsentToServer == 0 && !story.ClientEnded && CanTake(server)) Assert.False(isReady, "bytes of the client are left unread");
    }

    private bool CanTake(FakeSocket to) => !IsShortOfMemory || to.SendRoom > 0;

    private static bool IsReadable(FakeSocket socket) => socket.Incoming.Count > 0 || socket.FarFin || socket.FarReset;

    private static TimeSpan? Limit(int milliseconds) => milliseconds == 0 ? null : TimeSpan.FromMilliseconds(milliseconds);
}
