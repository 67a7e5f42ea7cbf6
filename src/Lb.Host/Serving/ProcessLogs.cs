using System.Collections.Frozen;
using System.Collections.Immutable;
using Lb.Admin.Logging;
using Lb.Configuration.Model;
using Lb.Core.Logging;
using Lb.Core.State;
using Lb.Proxy.Connections;

namespace Lb.Host.Serving;

/// <summary>All log targets of the process. Connection lines go where their frontend says; events of servers and of the process go
/// where <c>log</c> says, and to standard error, as HAProxy in the foreground does.</summary>
internal sealed class ProcessLogs : IConnectionLogs, IAsyncDisposable
{
    private static readonly LogTargetConfig Console = new() { Transport = LogTransport.Stderr, Format = LogFormat.Raw };
    private readonly RuntimeState _state;
    private readonly LogRouter _router;
    private readonly LogQueue _console;
    private readonly ImmutableArray<ServerEventLog> _events;
    private readonly FrozenDictionary<FrontendState, LogSink> _frontends;

    public ProcessLogs(RuntimeState state, TimeProvider time)
    {
        _state = state;
        var dropped = state.Counters.DroppedLogs;
        _router = new LogRouter(state.Config, LogOrigin.Current, dropped, time);
        _console = new LogQueue(Console, LogTransports.Open(Console), LogOrigin.Current, dropped, time);
        Process = WithConsole(state.Config.Global.Logs);
        _events = [.. state.Backends.Select(backend => new ServerEventLog(backend, WithConsole(backend.Config.Logs)))];
        _frontends = state.Frontends
            .Where(frontend => !frontend.Config.Log.Targets.IsEmpty)
            .ToFrozenDictionary(frontend => frontend, frontend => _router.SinkOf(frontend.Config.Log.Targets));
    }

    /// <summary>Targets of the config.</summary>
    public LogRouter Router => _router;

    /// <inheritdoc/>
    public ILogSink Process { get; }

    /// <inheritdoc/>
    public ILogSink? Of(FrontendState frontend) => _frontends.GetValueOrDefault(frontend);

    /// <summary>Logs and counts a bug outside of connections.</summary>
    public void Bug(string where, Exception bug)
    {
        _state.Counters.InternalErrors.Increment();
        Process.Write(SyslogLevel.Critical, $"Bug in {where}: {bug}".ReplaceLineEndings(" | "));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var events in _events) events.Dispose();
        await _router.DisposeAsync();
        await _console.DisposeAsync();
    }

    private LogSink WithConsole(ImmutableArray<LogTargetConfig> targets) =>
        new([_console, .. _router.QueuesOf(targets)]);
}
