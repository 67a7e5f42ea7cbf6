using Lb.Configuration.Model;
using Lb.Core.Closing;
using Lb.Core.Logging;

namespace Lb.Proxy.Connections;

/// <summary>The log line of a connection.</summary>
internal static class ConnectionLines
{
    /// <summary>Whether a frontend's lines tell the address that the client connected to, which costs a system call to find out.</summary>
    public static bool TellLocalAddress(FrontendConfig frontend) => !frontend.Log.TcpLog && !frontend.Log.Targets.IsEmpty;

    public static void Write(in EndedConnection ended, IConnectionLogs logs)
    {
        var log = ended.Frontend.Config.Log;
        if (logs.Of(ended.Frontend) is not { } sink) return;
        if (log.DontLogNull && IsNull(ended)) return;
        if (ended.Reason is CloseReason.ConnectionRejected) return;
        var line = log.TcpLog
            ? TcpLogFormatter.TcpLog(LineOf(ended))
            : TcpLogFormatter.ConnectFrom(ended.Account.Client.Unpack(), ended.Account.LocalAddress.Unpack(), ended.Frontend.Name);
        sink.Write(LevelOf(ended.Reason), line);
    }

    // A failed handshake is a fault to look into; a client that only came and went is none.
    private static bool IsNull(in EndedConnection ended) =>
        ended.Account.IsInProxy ? ended.BytesIn == 0 : ended.Reason == CloseReason.ClientClosedInHandshake;

    private static SyslogLevel LevelOf(CloseReason reason) => reason == CloseReason.InternalError ? SyslogLevel.Error : SyslogLevel.Info;

    private static TcpLogLine LineOf(in EndedConnection ended) => new()
    {
        Client = ended.Account.Client.Unpack(),
        AcceptedAt = ended.Account.AcceptedAt,
        Frontend = ended.Frontend.Name,
        IsTls = ended.Bound.Bind.Tls is not null,
        Backend = ended.Backend?.Name ?? ended.Frontend.Name,
        Server = ended.Server?.Name,
        QueueTime = ended.Account.QueueTime,
        ConnectTime = ended.Account.ConnectTime,
        TotalTime = ended.Total,
        BytesToClient = ended.BytesOut,
        TerminationState = CloseReasons.Of(ended.Reason).LogCode,
        ProcessConnections = ended.Process.Counters.Connections.Current,
        FrontendConnections = ended.Frontend.Counters.Sessions.Current,
        BackendConnections = ended.Backend?.Counters.Sessions.Current ?? 0,
        ServerConnections = ended.Server?.Connections.Current ?? 0,
        Retries = ended.Account.Retries,
        Redispatched = ended.Account.Redispatched,
        ServerQueue = ended.Account.ServerQueue,
        BackendQueue = ended.Account.BackendQueue,
    };
}
