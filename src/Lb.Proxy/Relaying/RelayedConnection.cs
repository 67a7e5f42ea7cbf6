using Lb.Core.Closing;
using Lb.Proxy.Connections;
using Lb.Transport.Relaying;

namespace Lb.Proxy.Relaying;

/// <summary>A connection while it relays: ends it when the relay has ended, and ends the relay when its server is marked down.</summary>
internal sealed class RelayedConnection(ClientConnection connection, ConnectionEnds ends) : IRelayCompletion
{
    private IRelayControl? _control;
    private CancellationTokenRegistration _markedDown;
    private volatile bool _stoppedByCheck;

    public void Started(IRelayControl control)
    {
        _control = control;
        _markedDown = connection.Server!.MarkedDown.UnsafeRegister(static state => ((RelayedConnection)state!).StopForCheck(), this);
    }

    public void Ended(in RelayOutcome outcome)
    {
        _markedDown.Dispose();
        connection.BytesIn = outcome.BytesFromClient;
        connection.BytesOut = outcome.BytesFromServer;
        ends.End(connection, ReasonOf(outcome.End));
    }

    private void StopForCheck()
    {
        _stoppedByCheck = true;
        _control!.Stop();
    }

    private CloseReason ReasonOf(RelayEnd end) => end switch
    {
        RelayEnd.ClientClosed => CloseReason.ClientClosed,
        RelayEnd.ClientAborted => CloseReason.ClientAborted,
        RelayEnd.ServerClosed => CloseReason.ServerClosed,
        RelayEnd.ServerAborted => CloseReason.ServerAborted,
        RelayEnd.ClientTimedOut => HasTunnelTimeout ? CloseReason.TunnelTimeout : CloseReason.ClientTimeout,
        RelayEnd.ServerTimedOut => HasTunnelTimeout ? CloseReason.TunnelTimeout : CloseReason.ServerTimeout,
        _ => _stoppedByCheck ? CloseReason.ServerMarkedDown : CloseReason.KilledAtShutdown,
    };

    private bool HasTunnelTimeout => connection.Backend!.Config.TunnelTimeout is not null;
}
