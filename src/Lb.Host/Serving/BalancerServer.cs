using Lb.Configuration.Model;
using Lb.Core.Logging;
using Lb.Core.State;
using Lb.Proxy;
using Lb.Proxy.Checks;
using Lb.Proxy.Connections;
using Lb.Proxy.Dialing;
using Lb.Proxy.FirstPacket;
using Lb.Proxy.Relaying;
using Lb.Proxy.Tls;
using Lb.Transport;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Lb.Host.Serving;

/// <summary>The running balancer: everything that a config asks for, put together. Starts once, stops once.</summary>
internal sealed class BalancerServer : IAsyncDisposable
{
    private readonly RuntimeState _state;
    private readonly ProcessLogs _logs;
    private readonly HealthChecks _checks;
    private readonly ITransport _transport;
    private readonly TlsReload _reload;
    private readonly KestrelServer _kestrel;
    private readonly KestrelLog _kestrelLog;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _hardStop = new();

    /// <summary>Builds it; nothing runs yet.</summary>
    /// <param name="config">A valid config.</param>
    /// <param name="time">Clock.</param>
    /// <param name="routes">Told where each connection went.</param>
    /// <param name="transport">How bytes move.</param>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A certificate or list cannot be used.</exception>
    public BalancerServer(LbConfig config, TimeProvider time, IRoutingLog routes, TransportChoice transport)
    {
        _time = time;
        _kestrelLog = new KestrelLog(line => _logs!.Process.Write(SyslogLevel.Error, line));
        _transport = transport.Create(config.Global, time, _kestrelLog, bug => _logs!.Bug("a reactor", bug));
        var clock = _transport.StageTime;
        _state = new RuntimeState(config, clock, new Random());
        _logs = new ProcessLogs(_state, time);
        _checks = new HealthChecks((server, bug) => _logs.Bug($"check of server {server}", bug), time);
        var binds = new BoundFrontends(_state);
        _reload = new TlsReload(binds);
        var ends = new ConnectionEnds(binds, _logs, clock, _hardStop.Token);
        var relay = _transport.CreateRelay(new RelayCompletion(_state, ends));
        MarkedDownShutdown.Wire(_state, relay);
        var pipeline = new ConnectionPipeline(
            _transport,
            ends,
            new FirstPacketStage(routes, clock),
            new DialStage(_transport.Dialer, clock, _hardStop.Token),
            new RelayStage(relay, ends, routes),
            clock);
        _kestrel = new KestrelSetup(binds, pipeline, _logs, _kestrelLog).Create(_transport.Listeners);
    }

    /// <summary>Name of the transport that moves the bytes.</summary>
    public string TransportName => _transport.Name;

    /// <summary>State of the process, for the demo's table and tests.</summary>
    public RuntimeState State => _state;

    /// <summary>Begins to check servers and to listen.</summary>
    /// <returns>Problems that kept it from starting, ready to print; empty = it runs.</returns>
    public async Task<IReadOnlyList<string>> StartAsync()
    {
        var problems = StartChecks.Run(_state.Config, DescriptorLimit.Read());
        if (problems.Count > 0) return problems;
        try
        {
            await _kestrel.StartAsync(new HttpRequests(), CancellationToken.None);
        }
        catch (IOException e)
        {
            return [$"mqlb: cannot listen: {e.Message}"];
        }

        _checks.Start(_state.PlanChecks());
        return [];
    }

    /// <summary>Reads the files of TLS again and replaces what they held, on all binds or on none; the process log tells. While it runs, one call at
    /// a time. Never throws.</summary>
    public void ReloadTls()
    {
        try
        {
            TlsReloadLog.Write(_logs.Process, _reload.Run());
        }
        catch (Exception bug)
        {
            // Who serves thousands of connections does not end because new certificates trip it up.
            _logs.Bug("the replacement of certificates", bug);
        }
    }

    /// <summary>Stops softly: no new client, the others go on until they end, <c>hard-stop-after</c> passes or the token is cancelled.</summary>
    public async Task StopAsync(CancellationToken hardStop)
    {
        using var limit = _state.Config.Global.HardStopAfter is { } after
            ? new CancellationTokenSource(after, _time)
            : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(hardStop, limit.Token);
        using var forwarding = either.Token.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), _hardStop);
        await _kestrel.StopAsync(_hardStop.Token);
        await _transport.DrainAsync(_hardStop.Token);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _checks.DisposeAsync();
        _kestrel.Dispose();
        await _transport.DisposeAsync();
        _kestrelLog.Dispose();
        await _logs.DisposeAsync();
        _hardStop.Dispose();
    }
}
