using Lb.Core.Health;
using Lb.Core.Logging;
using Lb.Core.State;

namespace Lb.Admin.Logging;

/// <summary>Logs what happens to the servers of one backend: status changes, the loss of the last server, and with
/// <c>option log-health-checks</c> every check that changes something.</summary>
public sealed class ServerEventLog : IDisposable
{
    private readonly BackendState _backend;
    private readonly ILogSink _sink;

    /// <summary>Listens from now on, until disposed.</summary>
    /// <param name="backend">The backend.</param>
    /// <param name="sink">Where its lines go; called under the backend's lock, so it must not block.</param>
    public ServerEventLog(BackendState backend, ILogSink sink)
    {
        ArgumentNullException.ThrowIfNull(backend);
        _backend = backend;
        _sink = sink;
        backend.ServerChanged += OnServerChanged;
        if (backend.Config.LogHealthChecks) backend.CheckReported += OnCheckReported;
    }

    /// <summary>Listens no longer.</summary>
    public void Dispose()
    {
        _backend.ServerChanged -= OnServerChanged;
        _backend.CheckReported -= OnCheckReported;
    }

    private void OnServerChanged(ServerStateChange change)
    {
        _sink.Write(ServerLogLines.LevelOf(change), ServerLogLines.Change(change));
        if (change.LostLastServer) _sink.Write(SyslogLevel.Emergency, ServerLogLines.NoServer(_backend));
    }

    private void OnCheckReported(CheckReport report)
    {
        if (report.IsWorthALine) _sink.Write(SyslogLevel.Notice, ServerLogLines.Check(report));
    }
}
