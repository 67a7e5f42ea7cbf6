using System.Collections.Immutable;
using Lb.Configuration.Model;
using Lb.Core.Counters;

namespace Lb.Admin.Logging;

/// <summary>The log targets of a process: one queue for each distinct one, however many sections name it.</summary>
public sealed class LogRouter : IAsyncDisposable
{
    private readonly Dictionary<LogTargetConfig, LogQueue> _queues = [];

    /// <summary>Opens every target that a config names.</summary>
    /// <param name="config">A valid config.</param>
    /// <param name="origin">Who syslog headers say has written the lines.</param>
    /// <param name="dropped">Counts dropped lines of all targets together.</param>
    /// <param name="time">When lines were written.</param>
    /// <param name="open">How a target is opened; for tests.</param>
    public LogRouter(
        LbConfig config, LogOrigin origin, Counter dropped, TimeProvider time, Func<LogTargetConfig, ILogTransport>? open = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        open ??= LogTransports.Open;
        foreach (var target in TargetsOf(config).Distinct())
            _queues.Add(target, new LogQueue(target, open(target), origin, dropped, time));
    }

    /// <summary>All queues.</summary>
    public IEnumerable<LogQueue> Queues => _queues.Values;

    /// <summary>The sink of a list of targets of the config.</summary>
    /// <exception cref="KeyNotFoundException">A target is not in the config that this was made from.</exception>
    public LogSink SinkOf(ImmutableArray<LogTargetConfig> targets) => new([.. QueuesOf(targets)]);

    /// <summary>The queues of a list of targets of the config, each once.</summary>
    /// <exception cref="KeyNotFoundException">A target is not in the config that this was made from.</exception>
    public IEnumerable<LogQueue> QueuesOf(ImmutableArray<LogTargetConfig> targets) => targets.Distinct().Select(target => _queues[target]);

    /// <summary>Sends what is queued and closes the targets; see <see cref="LogQueue.DisposeAsync"/>.</summary>
    public async ValueTask DisposeAsync() => await Task.WhenAll(_queues.Values.Select(queue => queue.DisposeAsync().AsTask())).ConfigureAwait(false);

    private static IEnumerable<LogTargetConfig> TargetsOf(LbConfig config) =>
        config.Global.Logs
            .Concat(config.Frontends.SelectMany(frontend => frontend.Log.Targets))
            .Concat(config.Backends.SelectMany(backend => backend.Logs));
}
