using System.IO.Pipelines;
using System.Net;
using Lb.Transport.Listening;
using Lb.Transport.Native;
using Lb.Transport.Reactors.Records;
using Lb.Transport.Reactors.Sockets;
using Lb.Transport.Relaying;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Lb.Transport.Reactors.SetUp;

/// <summary>A connection while its stages run, all of them on its reactor's thread. The relay takes the record over and lets this object go; where
/// no relay starts, the end of the stages closes the client leg.</summary>
internal sealed unsafe partial class ReactorConnection : ConnectionContext
{
    private readonly BindEndPoint _bind;
    private readonly KernelAddress _clientAddress;
    private readonly SetUpInput _input;
    private readonly ReactorSignal _clientReady = new();
    private ConnectionRecord* _record;
    private IFeatureCollection? _features;
    private IDictionary<object, object?>? _items;
    private IDuplexPipe? _transport;
    private CancellationTokenSource? _closed;
    private EndPoint? _remote;
    private EndPoint? _local;
    private string? _id;
    private bool _clientLeft;

    public ReactorConnection(Reactor reactor, ConnectionRecord* record, BindEndPoint bind, in KernelAddress client)
    {
        Reactor = reactor;
        _record = record;
        _bind = bind;
        _clientAddress = client;
        _input = new SetUpInput(this);
    }

    public Reactor Reactor { get; }

    public override string ConnectionId
    {
        get => _id ??= Guid.NewGuid().ToString("N");
        set => _id = value;
    }

    public override IFeatureCollection Features => _features ??= new SetUpFeatures();

    public override IDictionary<object, object?> Items
    {
        get => _items ??= new Dictionary<object, object?>();
        set => _items = value;
    }

    public override IDuplexPipe Transport
    {
        get => _transport ??= new SetUpPipes(_input, new SetUpOutput(this));
        set => _transport = value;
    }

    public override EndPoint? RemoteEndPoint
    {
        get => _remote ??= _clientAddress.ToEndPoint();
        set => _remote = value;
    }

    public override EndPoint? LocalEndPoint
    {
        get => _local ??= ReadLocalAddress();
        set => _local = value;
    }

    /// <summary>Cancelled when the client leaves while nothing is read from it, or the connection is aborted.</summary>
    public override CancellationToken ConnectionClosed
    {
        get
        {
            if (_closed is not null) return _closed.Token;
            _closed = new CancellationTokenSource();
            if (_record == null || _clientLeft) _closed.Cancel();
            else if (_record->Client.Watched == 0) Reactor.Io.Watch(_record, &_record->Client, LibC.EpollFarEndClosed);
            return _closed.Token;
        }

        set => throw new NotSupportedException("The transport decides when the connection is closed.");
    }

    /// <summary>Whether the connection was closed, or handed to the relay.</summary>
    public bool IsGone => _record == null;

    /// <summary>Begins its life: runs the stages as far as they come without a wait.</summary>
    public void Begin() => _ = RunAsync();

    /// <summary>Something happened on one of its legs.</summary>
    public void OnEvent(EventKind kind, uint events)
    {
        Reactor.Slab.Check(_record->Handle, _record);
        if (kind == EventKind.ServerLeg) OnServer();
        else OnClient(events);
    }

    /// <summary>The deadline that a stage set is over.</summary>
    public void OnTimer()
    {
        Reactor.Slab.Check(_record->Handle, _record);
        _record->Timer = ConnectionRecord.NoTimer;
        _timedOut = true;
        if (_serverReady.IsAwaited) _serverReady.Set();
        else _clientReady.Set();
    }

    /// <summary>Reads from the client into the reactor's shared buffer.</summary>
    /// <returns>Bytes, or an <see cref="IoResult"/>.</returns>
    public int Read() => _record == null
        ? IoResult.Broken
        : Reactor.Io.Read(_record, &_record->Client, Reactor.Shared, SharedSize, out _);

    /// <summary>Waits until the client sent something, left, or a stage was told to stop waiting.</summary>
    public ReactorSignal WaitForClient()
    {
        if (_record != null) Reactor.Io.Watch(_record, &_record->Client, WatchedWhileReading);
        return _clientReady;
    }

    /// <summary>Ends the wait for the client; on the reactor's thread.</summary>
    public void WakeReader() => _clientReady.Set();

    /// <summary>Sends to the client.</summary>
    /// <returns>False when the client leg broke.</returns>
    public bool Send(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
            return _record != null && Reactor.Io.Deliver(_record, &_record->Client, start, bytes.Length);
    }

    /// <summary>Hands the record to the relay.</summary>
    public void StartRelay(in RelaySettings settings, in RelayTag tag)
    {
        var record = _record;
        if (record == null) throw new InvalidOperationException("The connection is gone.");
        CancelTimer();
        _record = null;
        Reactor.Forget(record->Handle);
        record->Tag = tag;
        Reactor.Engine.Start(record, _input.Unread, settings);
        _input.Release();
    }

    public override void Abort(ConnectionAbortedException abortReason) => Abort();

    public override void Abort()
    {
        if (Reactor.Current == Reactor) Close(reset: true);
        else Reactor.Work.Post(static connection => ((ReactorConnection)connection!).Close(reset: true), this);
    }

    private static int SharedSize => Relaying.LegIo<SystemSockets, Tls.TlsCalls>.ReadSize;

    private uint WatchedWhileReading => LibC.EpollIn | (_record->Client.IsBlocked ? LibC.EpollOut : 0);

    private EndPoint? ReadLocalAddress()
    {
        if (_record == null) return null;
        KernelAddress address;
        var length = KernelAddress.MaxLength;
        return LibC.GetLocalAddress(_record->Client.Descriptor, &address, &length) == 0 ? address.ToEndPoint() : _bind;
    }

    private void OnClient(uint events)
    {
        var leg = &_record->Client;
        if ((events & LibC.EpollOut) != 0 && leg->IsBlocked && !Reactor.Io.Flush(leg))
        {
            Close(reset: true);
            return;
        }

        if (_clientReady.IsAwaited)
        {
            if ((events & ~LibC.EpollOut) != 0 || !leg->IsBlocked) _clientReady.Set();
            return;
        }

        OnUnawaitedClient(events);
    }

    // Nobody reads now. What waits to be read must not wake the reactor again and again; that the client left is told.
    private void OnUnawaitedClient(uint events)
    {
        var left = (events & (LibC.EpollFarEndClosed | LibC.EpollHangUp | LibC.EpollError)) != 0;
        Reactor.Io.Watch(_record, &_record->Client, left || _closed is null ? 0 : LibC.EpollFarEndClosed);
        if (!left) return;
        _clientLeft = true;
        _closed?.Cancel();
    }

    private void Close(bool reset)
    {
        var record = _record;
        if (record == null) return;
        Reactor.Slab.Check(record->Handle, record);
        CancelTimer();
        _record = null;
        if (!reset) _ = Reactor.Io.CloseSending(record, &record->Client);
        Reactor.Forget(record->Handle);
        Reactor.Io.FreeTls(record);
        Reactor.Io.Close(&record->Client, reset);
        Reactor.Io.Close(&record->Server, reset: false);
        Reactor.Slab.Return(record->Handle);
        _input.Release();
        _closed?.Cancel();
        _serverReady.Set();
        _clientReady.Set();
    }

    private void SetTimer(TimeSpan limit)
    {
        CancelTimer();
        _timedOut = false;
        _record->Timer = Reactor.Wheel.Add(Reactor.Clock.After(limit), _record->Handle.Pack((int)EventKind.ClientLeg));
    }

    private void CancelTimer()
    {
        if (_record == null || _record->Timer == ConnectionRecord.NoTimer) return;
        Reactor.Wheel.Remove(_record->Timer);
        _record->Timer = ConnectionRecord.NoTimer;
    }
}
