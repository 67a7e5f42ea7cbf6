using System.Collections.Immutable;
using Lb.Configuration.Model;
using Lb.Core.Balancing;
using Lb.Core.Counters;
using Lb.Core.Health;
using Lb.Core.Queueing;
using Lb.Core.StickTables;

namespace Lb.Core.State;

/// <summary>One backend at run time. Picking reads <see cref="Snapshot"/> without a lock; changes of servers are made one at a
/// time.</summary>
public sealed class BackendState
{
    private readonly Lock _changes = new();
    private readonly UpAndDownTime _times;
    private volatile BackendSnapshot _snapshot;

    internal BackendState(BackendConfig config, int index, int firstServer, TimeProvider time, RandomSource random)
    {
        Config = config;
        Index = index;
        Counters = new BackendCounters(time);
        Servers = [.. config.Servers.Select((server, at) => new ServerState(this, server, firstServer + at, time))];
        StickTable = config.StickTable is null ? null : new StickTable(config.StickTable, time);
        Balancer = Balancers.Create(config.Balance, random);
        Time = time;
        _snapshot = BackendSnapshot.Of(this);
        Queue = new SlotQueue(this, time);
        _times = new UpAndDownTime(time, IsUp);
    }

    /// <summary>Raised after a server's status changed, one change after the other for each backend. Handlers must be quick and must not
    /// change servers of this backend.</summary>
    public event Action<ServerStateChange>? ServerChanged;

    /// <summary>Raised after each check that counts; the same holds for its handlers.</summary>
    public event Action<CheckReport>? CheckReported;

    /// <summary>Its place in <see cref="RuntimeState.Backends"/>.</summary>
    public int Index { get; }

    /// <summary>Its settings.</summary>
    public BackendConfig Config { get; }

    /// <summary>Its name.</summary>
    public string Name => Config.Name;

    /// <summary>Its servers in file order.</summary>
    public ImmutableArray<ServerState> Servers { get; }

    /// <summary>Its counts.</summary>
    public BackendCounters Counters { get; }

    /// <summary>The stick table of this section; null = none.</summary>
    public StickTable? StickTable { get; }

    /// <summary><c>stick</c> rules with their tables, in file order.</summary>
    public ImmutableArray<StickRule> StickRules { get; private set; } = [];

    /// <summary>Its algorithm.</summary>
    public IBalancer Balancer { get; }

    /// <summary>Slots of its servers, and those who wait for one.</summary>
    public SlotQueue Queue { get; }

    /// <summary>The servers that new connections may go to, now.</summary>
    public BackendSnapshot Snapshot => _snapshot;

    /// <summary>Whether it has a usable server, or has no servers at all.</summary>
    public bool IsUp => Servers.IsEmpty || _snapshot.ActiveCount + _snapshot.BackupCount > 0;

    /// <summary>Time since <see cref="IsUp"/> changed last, or since the start.</summary>
    public TimeSpan SinceChange => _times.SinceChange;

    /// <summary>All time that it was not up.</summary>
    public TimeSpan Downtime => _times.Downtime;

    /// <summary>Connections that hold a slot of any of its servers.</summary>
    public long ServerConnections
    {
        get
        {
            long sum = 0;
            foreach (var server in Servers) sum += server.Connections.Current;
            return sum;
        }
    }

    internal TimeProvider Time { get; }

    /// <summary>Counts a check of a server, and changes its status where the count asks for it. The result of a server in maintenance is
    /// kept for
    /// display but counts for nothing.</summary>
    /// <param name="server">A server of this backend with checks.</param>
    /// <param name="result">What the check found out.</param>
    /// <returns>What it did to the server's health.</returns>
    /// <exception cref="ArgumentException">The server has no checks.</exception>
    public HealthChange Report(ServerState server, CheckResult result)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(result);
        if (server.Health is not { } health) throw new ArgumentException("The server has no checks.", nameof(server));
        HealthChange change;
        lock (_changes)
        {
            var before = server.LastCheck.Status;
            server.SetLastCheck(result);
            if (server.Admin == AdminState.Maintenance) return HealthChange.None;
            change = health.Apply(result.Passed);
            if (change != HealthChange.None && !result.Passed) server.Counters.CheckFailures.Increment();
            CheckReported?.Invoke(new CheckReport(server, result, change, StatusChanged: before != result.Status));
            if (change is HealthChange.WentUp or HealthChange.WentDown) Publish(server, result);
        }

        return change;
    }

    /// <summary>Sets the weight of a server; it counts for the next pick.</summary>
    /// <param name="server">A server of this backend.</param>
    /// <param name="weight">0 to 256.</param>
    public void SetWeight(ServerState server, int weight)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentOutOfRangeException.ThrowIfNegative(weight);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(weight, 256);
        lock (_changes)
        {
            server.SetWeight(weight);
            Publish(server, null);
        }
    }

    /// <summary>Puts a server into use, drain or maintenance; it counts for the next pick.</summary>
    public void SetAdmin(ServerState server, AdminState admin)
    {
        ArgumentNullException.ThrowIfNull(server);
        lock (_changes)
        {
            server.SetAdmin(admin);
            Publish(server, null);
        }
    }

    internal void LinkStickRules(ImmutableArray<StickRule> rules) => StickRules = rules;

    private void Publish(ServerState server, CheckResult? cause)
    {
        var before = server.Status;
        var changed = server.RefreshStatus();
        _snapshot = BackendSnapshot.Of(this);
        _times.Set(IsUp);
        if (!changed)
        {
            Queue.Serve(server);
            return;
        }

        var requeued = server.AcceptsSticky ? Queue.Serve(server) : Queue.Redistribute(server);
        if (server.Status == ServerStatus.Down) CountDown(server);
        if (server.Status is ServerStatus.Down or ServerStatus.Maintenance) server.CancelMarkedDown();
        RaiseChanged(server, before, cause, requeued);
    }

    private void CountDown(ServerState server)
    {
        server.Counters.DownTransitions.Increment();
        if (_snapshot.ActiveCount + _snapshot.BackupCount == 0) Counters.DownTransitions.Increment();
    }

    private void RaiseChanged(ServerState server, ServerStatus before, CheckResult? cause, int requeued) =>
        ServerChanged?.Invoke(new ServerStateChange(
            server,
            before,
            server.Status,
            cause,
            _snapshot.ActiveCount,
            _snapshot.BackupCount,
            server.Connections.Current,
            requeued,
            server.Counters.Queue.Current));
}
