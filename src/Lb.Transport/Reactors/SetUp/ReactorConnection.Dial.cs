using System.Net.Sockets;
using Lb.Transport.Dialing;
using Lb.Transport.Native;
using Lb.Transport.Reactors.Records;
using Lb.Transport.Reactors.Sockets;

namespace Lb.Transport.Reactors.SetUp;

/// <summary>The server leg of a connection that is being set up.</summary>
internal sealed unsafe partial class ReactorConnection
{
    private readonly ReactorSignal _serverReady = new();
    private bool _timedOut;

    /// <summary>Connects to a server.</summary>
    public ValueTask<DialOutcome> DialAsync(in DialRequest request)
    {
        if (_record == null) return ValueTask.FromResult(Failed(DialStatus.Cancelled, 0));
        var descriptor = DialSocket.Open(request, Reactor.Spares, out var isWatched, out var failure);
        if (descriptor < 0) return ValueTask.FromResult(failure);
        _record->Server.Descriptor = descriptor;
        _record->Server.Flags = DialSocket.FlagsFor(request);
        _record->Server.Watched = isWatched ? LegRecord.WatchedForAnother : 0;
        if (!request.ClientSpeaksFirst || !_input.Unread.IsEmpty) DialSocket.DelayAcknowledgement(descriptor);
        var error = DialSocket.Begin(descriptor, request.Server);
        if (error == Errno.InProgress) error = request.ClientSpeaksFirst ? AskWithFirstBytes(request) : DialSocket.Ask(descriptor, request.Server);
        return error == Errno.InProgress ? new ValueTask<DialOutcome>(AwaitConnectAsync(request.Timeout)) : ValueTask.FromResult(OutcomeOf(error));
    }

    /// <summary>Sends to the server.</summary>
    /// <returns>False when the server leg broke.</returns>
    public bool SendToServer(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
            return _record != null && Reactor.Io.Deliver(_record, &_record->Server, start, bytes.Length);
    }

    /// <summary>Closes the server leg of an attempt that is given up.</summary>
    public void CloseServer()
    {
        if (_record != null) Reactor.Io.Close(&_record->Server, reset: false);
    }

    private int AskWithFirstBytes(in DialRequest request)
    {
        var descriptor = _record->Server.Descriptor;
        if (_input.Unread.IsEmpty) return DialSocket.Ask(descriptor, request.Server);
        var error = DialSocket.AskWith(descriptor, _input.Unread, out var sent);
        if (sent > 0) _record->Server.Flags |= LegFlags.SentOnce;
        _input.Consume(sent);
        _record->Client.Received += sent;
        return error;
    }

    private void OnServer() => _serverReady.Set();

    private void BeginConnectWait(TimeSpan? timeout)
    {
        Reactor.Io.Watch(_record, &_record->Server, LibC.EpollOut);
        _timedOut = false;
        if (timeout is { } limit) SetTimer(limit);
    }

    private DialOutcome EndConnectWait()
    {
        if (_record == null) return Failed(DialStatus.Cancelled, 0);
        if (_timedOut) return OutcomeOf(Errno.TimedOut);
        CancelTimer();
        return OutcomeOf(SystemSockets.TakeError(_record->Server.Descriptor));
    }

    private DialOutcome OutcomeOf(int error)
    {
        if (error == 0) return new DialOutcome(DialStatus.Connected, new ReactorServerLeg(this), SocketError.Success);
        CloseServer();
        return Failed(DialSocket.StatusOf(error), error);
    }

    private static DialOutcome Failed(DialStatus status, int error) => new(status, null, (SocketError)error);
}
