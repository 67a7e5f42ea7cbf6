using System.Collections.Concurrent;
using Lb.Core.Logging;
using Lb.Core.State;
using Lb.Proxy.Connections;

namespace Lb.Proxy.Tests.Proxies;

/// <summary>Keeps all lines.</summary>
internal sealed class RecordedLogs : IConnectionLogs, ILogSink
{
    private readonly ProcessSink _process = new();
    private readonly ConcurrentQueue<string> _connections = new();

    public IReadOnlyList<string> Connections => [.. _connections];

    public IReadOnlyList<string> ProcessLines => [.. _process.Lines];

    public ILogSink Process => _process;

    public ILogSink? Of(FrontendState frontend) => frontend.Config.Log.Targets.IsEmpty ? null : this;

    /// <summary>Thrown instead of keeping a connection's line, as a bug would be.</summary>
    public Exception? Bug { get; set; }

    public void Write(SyslogLevel level, string line)
    {
        if (Bug is { } bug) throw bug;
        _connections.Enqueue(line);
    }

    private sealed class ProcessSink : ILogSink
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public void Write(SyslogLevel level, string line) => Lines.Enqueue($"{level}: {line}");
    }
}
