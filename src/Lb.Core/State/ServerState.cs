using System.Diagnostics.CodeAnalysis;
using System.Net;
using Lb.Configuration.Model;
using Lb.Core.Counters;
using Lb.Core.Health;

namespace Lb.Core.State;

/// <summary>One server at run time. Everything that decides whether it is used changes through its <see cref="BackendState"/>
/// only.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "The token source has no timer and no wait handle.")]
public sealed class ServerState
{
    private readonly TimeProvider _time;
    private volatile ServerStatus _status;
    private volatile int _weight;
    private volatile CancellationTokenSource? _markedDown;
    private TimeSpan _pastDowntime;
    private long _changedAt;

    internal ServerState(BackendState backend, ServerConfig config, int index, TimeProvider time)
    {
        Backend = backend;
        Config = config;
        Index = index;
        Address = new IPEndPoint(config.Address, config.Port);
        _time = time;
        _weight = config.Weight;
        _changedAt = time.GetTimestamp();
        Counters = new ServerCounters(time);
        Admin = config.Disabled ? AdminState.Maintenance : AdminState.Ready;
        if (config.Check is { } check) Health = new ServerHealth(check.Rise, check.Fall);
        if (config.PassiveFailures is { MaxFailures: > 0 } passive && backend.Config.Servers.Length > 1)
            PassiveFailures = new PassiveFailures(passive, time);
        if (config.ShutdownConnectionsOnMarkedDown) _markedDown = new CancellationTokenSource();
        LastCheck = new CheckResult(Health is null ? CheckStatus.Unknown : CheckStatus.Initializing, null, TimeSpan.Zero);
        _status = StatusFromParts();
    }

    /// <summary>Its place in <see cref="RuntimeState.Servers"/>.</summary>
    public int Index { get; }

    /// <summary>Where it listens; port 0 = the port that the client connected to. Not to be changed.</summary>
    public IPEndPoint Address { get; }

    /// <summary>Its backend.</summary>
    public BackendState Backend { get; }

    /// <summary>Its settings.</summary>
    public ServerConfig Config { get; }

    /// <summary>Its name, unique in the backend.</summary>
    public string Name => Config.Name;

    /// <summary>Its counts.</summary>
    public ServerCounters Counters { get; }

    /// <summary>Connections that hold one of its slots, with the highest number ever.</summary>
    public Gauge Connections { get; } = new();

    /// <summary>Rise and fall; null = no checks, it counts as up. Changed by <see cref="BackendState.Report"/> only.</summary>
    public ServerHealth? Health { get; }

    /// <summary>Failed connects that take it out; null = none do. A server that has no sibling is never taken out so.</summary>
    public PassiveFailures? PassiveFailures { get; }

    /// <summary>What the last check found out.</summary>
    public CheckResult LastCheck { get; private set; }

    /// <summary>What an operator decided.</summary>
    public AdminState Admin { get; private set; }

    /// <summary>Weight now, 0 to 256.</summary>
    public int Weight => _weight;

    /// <summary>What it may be used for.</summary>
    public ServerStatus Status => _status;

    /// <summary>Whether new connections may be balanced to it.</summary>
    public bool IsUsable => _status == ServerStatus.Up;

    /// <summary>Whether connections that stick to it may go to it.</summary>
    public bool AcceptsSticky => _status is ServerStatus.Up or ServerStatus.Drain;

    /// <summary>Whether a connection would get a slot at once: no <c>maxconn</c>, or fewer connections than that and nobody
    /// waits.</summary>
    public bool HasFreeSlot =>
        Config.MaxConnections == 0 || (Connections.Current < Config.MaxConnections && Counters.Queue.Current == 0);

    /// <summary>Cancelled when the server is marked down; never, and at no cost, where <c>on-marked-down shutdown-sessions</c> is not set.
    /// To be read after the slot was taken; a token read while the server is down is cancelled already. It is cancelled before
    /// <see cref="BackendState.ServerChanged"/> is raised.</summary>
    public CancellationToken MarkedDown => _markedDown?.Token ?? CancellationToken.None;

    /// <summary>The state as HAProxy's statistics show it: <c>UP</c>, <c>UP 1/2</c>, <c>DOWN 2/5</c>, <c>no check</c>, <c>DRAIN</c>,
    /// <c>MAINT</c>.</summary>
    public string DisplayStatus => _status switch
    {
        ServerStatus.Maintenance => "MAINT",
        ServerStatus.Drain => "DRAIN",
        _ => Health is null ? "no check" : Health.Display,
    };

    /// <summary>Time since <see cref="Status"/> changed last, or since the start.</summary>
    public TimeSpan SinceChange => _time.GetElapsedTime(Volatile.Read(ref _changedAt));

    /// <summary>All time that it was down or in maintenance.</summary>
    public TimeSpan Downtime => AcceptsSticky ? _pastDowntime : _pastDowntime + SinceChange;

    /// <summary>Its name with the backend's, <c>backend/server</c>.</summary>
    public override string ToString() => $"{Backend.Name}/{Name}";

    internal void SetWeight(int weight) => _weight = weight;

    internal void SetAdmin(AdminState admin) => Admin = admin;

    internal void SetLastCheck(CheckResult result) => LastCheck = result;

    /// <summary>Makes the status follow health, weight and administration; true where it changed.</summary>
    internal bool RefreshStatus()
    {
        var before = _status;
        var after = StatusFromParts();
        if (before == after) return false;
        if (!AcceptsSticky) _pastDowntime += SinceChange;
        _status = after;
        Volatile.Write(ref _changedAt, _time.GetTimestamp());
        if (_markedDown is { IsCancellationRequested: true } && AcceptsSticky) _markedDown = new CancellationTokenSource();
        return true;
    }

    /// <summary>Ends the connections that registered; their callbacks run on this thread.</summary>
    internal void CancelMarkedDown() => _markedDown?.Cancel();

    private ServerStatus StatusFromParts()
    {
        if (Admin == AdminState.Maintenance) return ServerStatus.Maintenance;
        if (Health is { IsUp: false }) return ServerStatus.Down;
        return Admin == AdminState.Drain || _weight == 0 ? ServerStatus.Drain : ServerStatus.Up;
    }
}
