using Lb.Core.Closing;
using Lb.Core.Logging;

namespace Lb.Proxy.Connections;

/// <summary>Ends connections: gives back what they hold, counts, logs. First cause wins.</summary>
/// <param name="binds">Where connections arrive.</param>
/// <param name="logs">Where the lines go.</param>
/// <param name="time">Clock.</param>
/// <param name="hardStop">Cancelled before the process cuts the connections that are left.</param>
public sealed class ConnectionEnds(BoundFrontends binds, IConnectionLogs logs, TimeProvider time, CancellationToken hardStop)
{
    /// <summary>Ends a connection that does not relay; further calls for it do nothing.</summary>
    public void End(ClientConnection connection, CloseReason reason)
    {
        ArgumentNullException.ThrowIfNull(connection);
        if (connection.TryEnd()) EndSetUp(connection, reason);
    }

    /// <summary>Ends a connection that threw. A relay that throws has not told its completion.</summary>
    public void Bug(ClientConnection connection, Exception bug)
    {
        ArgumentNullException.ThrowIfNull(connection);
        Count(connection.Bound, bug);
        connection.Context.Abort();
        if (connection.TryEnd() || connection.TryTakeBack()) EndSetUp(connection, CloseReason.InternalError);
    }

    /// <summary>Ends a connection that relayed. To be called once for each, by who holds its account.</summary>
    internal void End(in ConnectionAccount account, CloseReason reason, long bytesIn, long bytesOut)
    {
        var cause = hardStop.IsCancellationRequested && LooksLikeClientLeaving(reason) ? CloseReason.KilledAtShutdown : reason;
        var ended = new EndedConnection(
            account, binds[account.Bind], cause, time.GetElapsedTime(account.AcceptedTimestamp), bytesIn, bytesOut);
        EndCounts.Count(ended);
        LeaveBackend(ended);
        ConnectionLines.Write(ended, logs);
        LeaveFrontend(ended);
    }

    /// <summary>Counts and logs a bug at the end of a relay, of which nobody else would hear.</summary>
    internal void Bug(in ConnectionAccount account, Exception bug) => Count(binds[account.Bind], bug);

    private void EndSetUp(ClientConnection connection, CloseReason reason)
    {
        connection.ServerLeg?.Dispose();
        End(connection.ToAccount(), reason, connection.BytesIn, 0);
    }

    private void Count(BoundFrontend bound, Exception bug)
    {
        bound.Process.Counters.InternalErrors.Increment();
        bound.Frontend.Counters.InternalErrors.Increment();
        logs.Process.Write(SyslogLevel.Critical, $"Bug in a connection of frontend {bound.Frontend.Name}: {bug}".ReplaceLineEndings(" | "));
    }

    // What a stage sees of a client leg that the process itself cut.
    private static bool LooksLikeClientLeaving(CloseReason reason) => reason is CloseReason.ClientAborted
        or CloseReason.ClientClosedInHandshake or CloseReason.HandshakeFailed or CloseReason.ClientClosedBeforeData
        or CloseReason.ClientClosedInQueue or CloseReason.ClientClosedInConnect;

    // Before the log line: as in HAProxy's, a connection that ends is still one of the process and the frontend, but of the backend and the
    // server no more.
    private static void LeaveBackend(in EndedConnection ended)
    {
        ended.Backend?.Counters.Sessions.Decrement();
        if (ended.Account.HoldsSlot) ended.Server!.Backend.Queue.Release(ended.Server);
    }

    private static void LeaveFrontend(in EndedConnection ended)
    {
        ended.Process.Counters.Connections.Decrement();
        ended.Frontend.Counters.Sessions.Decrement();
        if (ended.Account.IsInProxy && ended.Bound.Bind.Tls is not null) ended.Process.Counters.TlsConnections.Decrement();
        ended.Bound.EndPoint.Leave();
    }
}
