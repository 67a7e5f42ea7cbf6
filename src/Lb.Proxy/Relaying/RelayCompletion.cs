using Lb.Core.Closing;
using Lb.Core.State;
using Lb.Proxy.Connections;
using Lb.Transport.Relaying;

namespace Lb.Proxy.Relaying;

/// <summary>Ends connections whose relay has ended, by the account that travelled with it.</summary>
/// <param name="process">State of the process.</param>
/// <param name="ends">Where they end.</param>
public sealed class RelayCompletion(RuntimeState process, ConnectionEnds ends) : IRelayCompletion
{
    /// <inheritdoc/>
    public void Ended(in RelayTag tag, in RelayOutcome outcome)
    {
        var account = tag.To<ConnectionAccount>();
        try
        {
            ends.End(account, ReasonOf(account, outcome.End), outcome.BytesFromClient, outcome.BytesFromServer);
        }
        catch (Exception e)
        {
            // The top of a connection that relayed: no stage is left around it, and the thread serves others.
            ends.Bug(account, e);
        }
    }

    private CloseReason ReasonOf(in ConnectionAccount account, RelayEnd end) => end switch
    {
        RelayEnd.ClientClosed => CloseReason.ClientClosed,
        RelayEnd.ClientAborted => CloseReason.ClientAborted,
        RelayEnd.ServerClosed => CloseReason.ServerClosed,
        RelayEnd.ServerAborted => CloseReason.ServerAborted,
        RelayEnd.ClientTimedOut => HasTunnelTimeout(account) ? CloseReason.TunnelTimeout : CloseReason.ClientTimeout,
        RelayEnd.ServerTimedOut => HasTunnelTimeout(account) ? CloseReason.TunnelTimeout : CloseReason.ServerTimeout,
        RelayEnd.GroupStopped => CloseReason.ServerMarkedDown,
        _ => CloseReason.KilledAtShutdown,
    };

    private bool HasTunnelTimeout(in ConnectionAccount account) => process.Backends[account.Backend].Config.TunnelTimeout is not null;
}
