using Lb.Core.Closing;
using Lb.Core.Logging;

namespace Lb.Proxy.Connections;

/// <summary>The log line of a connection.</summary>
internal static class ConnectionLines
{
    public static void Write(ClientConnection connection, CloseReason reason, TimeSpan total, IConnectionLogs logs)
    {
        var log = connection.Frontend.Config.Log;
        if (logs.Of(connection.Frontend) is not { } sink) return;
        if (log.DontLogNull && IsNull(connection, reason)) return;
        if (reason is CloseReason.ConnectionRejected) return;
        var line = log.TcpLog
            ? TcpLogFormatter.TcpLog(LineOf(connection, reason, total))
            : TcpLogFormatter.ConnectFrom(connection.Client, connection.LocalAddress, connection.Frontend.Name);
        sink.Write(LevelOf(reason), line);
    }

    // A failed handshake is a fault to look into; a client that only came and went is none.
    private static bool IsNull(ClientConnection connection, CloseReason reason) =>
        connection.IsInProxy ? connection.BytesIn == 0 : reason == CloseReason.ClientClosedInHandshake;

    private static SyslogLevel LevelOf(CloseReason reason) => reason == CloseReason.InternalError ? SyslogLevel.Error : SyslogLevel.Info;

    private static TcpLogLine LineOf(ClientConnection connection, CloseReason reason, TimeSpan total) => new()
    {
        Client = connection.Client,
        AcceptedAt = connection.AcceptedAt,
        Frontend = connection.Frontend.Name,
        IsTls = connection.Bound.Bind.Tls is not null,
        Backend = connection.Backend?.Name ?? connection.Frontend.Name,
        Server = connection.Server?.Name,
        QueueTime = connection.QueueTime,
        ConnectTime = connection.ConnectTime,
        TotalTime = total,
        BytesToClient = connection.BytesOut,
        TerminationState = CloseReasons.Of(reason).LogCode,
        ProcessConnections = connection.Bound.Process.Counters.Connections.Current,
        FrontendConnections = connection.Frontend.Counters.Sessions.Current,
        BackendConnections = connection.Backend?.Counters.Sessions.Current ?? 0,
        ServerConnections = connection.Server?.Connections.Current ?? 0,
        Retries = connection.Retries,
        Redispatched = connection.Redispatched,
        ServerQueue = connection.ServerQueue,
        BackendQueue = connection.BackendQueue,
    };
}
