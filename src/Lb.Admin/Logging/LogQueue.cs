using System.Threading.Channels;
using Lb.Configuration.Model;
using Lb.Core.Counters;
using Lb.Core.Logging;

namespace Lb.Admin.Logging;

/// <summary>One log target: a bounded queue and the one writer that empties it. Writing never waits; a line that finds the queue full, or
/// that cannot be sent, is dropped and counted. Safe for concurrent use.</summary>
public sealed class LogQueue : ILogSink, IAsyncDisposable
{
    /// <summary>Lines that may wait.</summary>
    public const int Capacity = 16 * 1024;

    private static readonly TimeSpan FlushTime = TimeSpan.FromSeconds(2);
    private readonly Channel<QueuedLine> _lines;
    private readonly LogLineWriter _writer;
    private readonly ILogTransport _transport;
    private readonly Counter _allDropped;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _abort;
    private readonly Task _run;

    /// <summary>Starts the writer.</summary>
    /// <param name="config">The target.</param>
    /// <param name="transport">Where its lines go; disposed with this.</param>
    /// <param name="origin">Who the headers say has written them.</param>
    /// <param name="allDropped">Counts dropped lines of all targets together.</param>
    /// <param name="time">When lines were written.</param>
    /// <param name="capacity">Lines that may wait, at least 1.</param>
    public LogQueue(
        LogTargetConfig config, ILogTransport transport, LogOrigin origin, Counter allDropped, TimeProvider time, int capacity = Capacity)
    {
        ArgumentNullException.ThrowIfNull(time);
        Config = config;
        _transport = transport;
        _allDropped = allDropped;
        _time = time;
        _abort = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _writer = new LogLineWriter(config, origin, time.LocalTimeZone);
        _lines = Channel.CreateBounded<QueuedLine>(new BoundedChannelOptions(capacity) { SingleReader = true });
        _run = Task.Run(RunAsync);
    }

    /// <summary>The target.</summary>
    public LogTargetConfig Config { get; }

    /// <summary>The target in a word, for example <c>udp:127.0.0.1:514</c> or <c>stdout</c>.</summary>
    public string Name
    {
        get
        {
            var transport = Config.Transport.ToString().ToLowerInvariant();
            return Config.Address.Length == 0 ? transport : $"{transport}:{Config.Address}";
        }
    }

    /// <summary>Lines that were dropped here.</summary>
    public Counter Dropped { get; } = new();

    /// <summary>Queues one line, unless it is less severe than the target wants.</summary>
    public void Write(SyslogLevel level, string line)
    {
        if ((int)level > Config.MaxLevel) return;
        if (!_lines.Writer.TryWrite(new QueuedLine(_time.GetUtcNow(), level, line))) CountDropped(1);
    }

    /// <summary>Sends what is queued and stops; what a slow receiver has not taken after two seconds is dropped and counted.</summary>
    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();
        _abort.CancelAfter(FlushTime);
        await _run.ConfigureAwait(false);
        _transport.Dispose();
        _abort.Dispose();
    }

    private async Task RunAsync()
    {
        while (await _lines.Reader.WaitToReadAsync().ConfigureAwait(false)) await SendQueuedAsync().ConfigureAwait(false);
    }

    private async Task SendQueuedAsync()
    {
        while (_lines.Reader.TryRead(out var line))
        {
            var bytes = _writer.Write(line.At, line.Level, line.Text);
            CountDropped(await _transport.SendAsync(bytes, _abort.Token).ConfigureAwait(false));
        }

        CountDropped(await _transport.FlushAsync(_abort.Token).ConfigureAwait(false));
    }

    private void CountDropped(int lines)
    {
        if (lines == 0) return;
        Dropped.Add(lines);
        _allDropped.Add(lines);
    }

    private readonly record struct QueuedLine(DateTimeOffset At, SyslogLevel Level, string Text);
}
