using Lb.Core.Closing;
using Lb.Core.Logging;

namespace Lb.Proxy.Connections;

/// <summary>Ends connections: gives back what they hold, counts, logs. First cause wins.</summary>
/// <param name="logs">Where the lines go.</param>
/// <param name="time">Clock.</param>
/// <param name="hardStop">Cancelled before the process cuts the connections that are left.</param>
public sealed class ConnectionEnds(IConnectionLogs logs, TimeProvider time, CancellationToken hardStop)
{
    /// <summary>Ends a connection; further calls for it do nothing.</summary>
    public void End(ClientConnection connection, CloseReason reason)
    {
        ArgumentNullException.ThrowIfNull(connection);
        if (!connection.TryEnd()) return;
        var cause = hardStop.IsCancellationRequested && LooksLikeClientLeaving(reason) ? CloseReason.KilledAtShutdown : reason;
        var total = time.GetElapsedTime(connection.AcceptedTimestamp);
        EndCounts.Count(connection, cause, total);
        LeaveBackend(connection);
        ConnectionLines.Write(connection, cause, total, logs);
        LeaveFrontend(connection);
    }

    /// <summary>Ends a connection that threw.</summary>
    public void Bug(ClientConnection connection, Exception bug)
    {
        ArgumentNullException.ThrowIfNull(connection);
        connection.Bound.Process.Counters.InternalErrors.Increment();
        connection.Frontend.Counters.InternalErrors.Increment();
        logs.Process.Write(SyslogLevel.Critical, $"Bug in a connection of frontend {connection.Frontend.Name}: {bug}".ReplaceLineEndings(" | "));
        connection.Context.Abort();
        End(connection, CloseReason.InternalError);
    }

    // What a stage sees of a client leg that the process itself cut.
    private static bool LooksLikeClientLeaving(CloseReason reason) => reason is CloseReason.ClientAborted
        or CloseReason.ClientClosedInHandshake or CloseReason.HandshakeFailed or CloseReason.ClientClosedBeforeData
        or CloseReason.ClientClosedInQueue or CloseReason.ClientClosedInConnect;

    // Before the log line: as in HAProxy's, a connection that ends is still one of the process and the frontend, but of the backend and the
    // server no more.
    private static void LeaveBackend(ClientConnection connection)
    {
        connection.Backend?.Counters.Sessions.Decrement();
        connection.ServerLeg?.Dispose();
        connection.ReleaseSlot();
    }

    private static void LeaveFrontend(ClientConnection connection)
    {
        connection.Bound.Process.Counters.Connections.Decrement();
        connection.Frontend.Counters.Sessions.Decrement();
        if (connection is { IsInProxy: true, Bound.Bind.Tls: not null }) connection.Bound.Process.Counters.TlsConnections.Decrement();
        connection.Bound.EndPoint.Leave();
    }
}
