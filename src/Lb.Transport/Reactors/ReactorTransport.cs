using Lb.Transport.Dialing;
using Lb.Transport.Listening;
using Lb.Transport.Native;
using Lb.Transport.Reactors.Listening;
using Lb.Transport.Reactors.Relaying;
using Lb.Transport.Reactors.SetUp;
using Lb.Transport.Reactors.Timers;
using Lb.Transport.Reactors.Tls;
using Lb.Transport.Reactors.Tls.KernelRecords;
using Lb.Transport.Relaying;
using Lb.Transport.Tls;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Lb.Transport.Reactors;

/// <summary>The fast transport (Linux): one reactor a core, OpenSSL, and the relay inside the reactor.</summary>
public sealed class ReactorTransport : ITransport
{
    private readonly Reactor[] _reactors;
    private readonly TimeProvider _time;
    private readonly List<TlsBind> _tls = [];

    /// <summary>Starts the reactors.</summary>
    /// <param name="settings">How many, and what they may hold.</param>
    /// <param name="time">Clock.</param>
    /// <param name="kestrelLog">Log of Kestrel's sockets, which serve HTTP binds.</param>
    /// <param name="bug">Told of an exception that a step of a connection threw.</param>
    /// <exception cref="IOException">The system gives no descriptor.</exception>
    public ReactorTransport(ReactorSettings settings, TimeProvider time, ILoggerFactory kestrelLog, Action<Exception> bug)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _time = time;
        StageTime = new ReactorTimeProvider(time);
        var share = settings.BufferLimit / settings.Reactors;
        ArgumentOutOfRangeException.ThrowIfLessThan(share, ReactorSettings.LeastBufferShare);
        _reactors = [.. Enumerable.Range(0, settings.Reactors).Select(number => new Reactor(number, time, share, settings.UntilSettled, bug))];
        Listeners = new ReactorListenerFactory(_reactors, new GatedListenerFactory(kestrelLog));
    }

    /// <summary>Whether this machine can run it: 64-bit Linux with OpenSSL 3.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux() && Environment.Is64BitProcess && OpenSslLibrary.IsAvailable;

    /// <summary>Whether this machine's kernel can do TLS records itself.</summary>
    public static bool HasKernelTls => OperatingSystem.IsLinux() && KernelTls.IsOffered;

    /// <inheritdoc/>
    public string Name => "fast";

    /// <inheritdoc/>
    public TimeProvider StageTime { get; }

    /// <inheritdoc/>
    public IConnectionListenerFactory Listeners { get; }

    /// <inheritdoc/>
    public IServerDialer Dialer { get; } = new ReactorDialer();

    /// <inheritdoc/>
    public IRelay CreateRelay(IRelayCompletion completion)
    {
        foreach (var reactor in _reactors)
        {
            reactor.Engine.Completion = completion;
            reactor.Start();
        }

        return new ReactorRelay(_reactors);
    }

    /// <inheritdoc/>
    public ITlsBind AddTls(ListenOptions listen, TlsSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var tls = TlsBind.Create(settings, _time);
        _tls.Add(tls);
        listen.Use(next => new ReactorTlsStage(tls, settings.HandshakeTimeout, next).RunAsync);
        return tls;
    }

    /// <inheritdoc/>
    public async Task DrainAsync(CancellationToken hardStop)
    {
        var empty = Task.WhenAll(_reactors.Select(WhenEmptyAsync));
        await using var cut = hardStop.UnsafeRegister(static transport => ((ReactorTransport)transport!).StopAll(), this);
        await empty;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        foreach (var reactor in _reactors) reactor.Dispose();
        foreach (var tls in _tls) tls.Dispose();
        return ValueTask.CompletedTask;
    }

    private static Task WhenEmptyAsync(Reactor reactor)
    {
        var drained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        reactor.Work.Post(_ => reactor.NotifyWhenEmpty(drained), null);
        return drained.Task;
    }

    private void StopAll()
    {
        foreach (var reactor in _reactors) reactor.Work.Post(static state => ((Reactor)state!).StopAll(), reactor);
    }
}
