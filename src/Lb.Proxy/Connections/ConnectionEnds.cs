using Lb.Core.Closing;
using Lb.Core.Logging;

namespace Lb.Proxy.Connections;

/// <summary>Ends connections: gives back what they hold, counts, logs. First cause wins.</summary>
/// <param name="logs">Where the lines go.</param>
/// <param name="time">Clock.</param>
public sealed class ConnectionEnds(IConnectionLogs logs, TimeProvider time)
{
    /// <summary>Ends a connection; further calls for it do nothing.</summary>
    public void End(ClientConnection connection, CloseReason reason)
    {
        ArgumentNullException.ThrowIfNull(connection);
        if (!connection.TryEnd()) return;
        var total = time.GetElapsedTime(connection.AcceptedTimestamp);
        EndCounts.Count(connection, reason, total);
        ConnectionLines.Write(connection, reason, total, logs);
        GiveBack(connection);
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

    private static void GiveBack(ClientConnection connection)
    {
        connection.Bound.Process.Counters.Connections.Decrement();
        connection.Frontend.Counters.Sessions.Decrement();
        if (connection is { IsInProxy: true, Bound.Bind.Tls: not null }) connection.Bound.Process.Counters.TlsConnections.Decrement();
        connection.Backend?.Counters.Sessions.Decrement();
        connection.ReleaseSlot();
        connection.ServerLeg?.Dispose();
        connection.Bound.EndPoint.Leave();
    }
}
