using Lb.Configuration.Model;
using Lb.Core.Health;
using Lb.Core.State;
using Lb.Testing.Time;

namespace Lb.Core.Tests.State;

public sealed class BackendStateTests
{
    private static readonly CheckResult Passed = new(CheckStatus.Layer4Passed, null, TimeSpan.Zero);
    private static readonly CheckResult Failed = new(CheckStatus.Layer4Failed, "Connection refused", TimeSpan.Zero);
    private static readonly CheckConfig Checks = new() { Rise = 2, Fall = 1 };

    [Fact]
    public void UsesTheFirstBackupOnly_WhenNoActiveServerIsLeft()
    {
        var backend = WithBackups(all: false).State();
        Assert.Equal(["S1"], Usable(backend));
        backend.Report(backend.Named("S1"), Failed);
        Assert.Equal(["S2"], Usable(backend));
        Assert.True(backend.Snapshot.OnBackup);
        backend.SetAdmin(backend.Named("S2"), AdminState.Maintenance);
        Assert.Equal(["S3"], Usable(backend));
    }

    [Fact]
    public void UsesAllBackups_WhenTheOptionSaysSo()
    {
        var backend = WithBackups(all: true).State();
        backend.Report(backend.Named("S1"), Failed);
        Assert.Equal(["S2", "S3"], Usable(backend));
    }

    [Fact]
    public void GivesNoNewConnection_ButKeepsStickyOnes_WhenTheWeightIsZero()
    {
        var backend = Configs.Backend(BalanceAlgorithm.RoundRobin, 0, 1).State();
        var server = backend.Named("S1");
        Assert.Equal((ServerStatus.Drain, true, false), (server.Status, server.AcceptsSticky, server.IsUsable));
        backend.SetWeight(server, 3);
        Assert.Equal(["S1", "S2"], Usable(backend));
    }

    [Fact]
    public void TellsWhatIsLeft_WhenAServerGoesDown()
    {
        var backend = Configs.Backend(new BalanceConfig(), Checked(1), Checked(2)).State();
        var changes = new List<ServerStateChange>();
        backend.ServerChanged += changes.Add;
        backend.Report(backend.Named("S1"), Failed);
        backend.Report(backend.Named("S1"), Failed);
        backend.Report(backend.Named("S2"), Failed);
        Assert.Equal([("S1", 1, false), ("S2", 0, true)], changes.Select(change => (change.Server.Name, change.Active, change.LostLastServer)));
        Assert.Equal(1, backend.Counters.DownTransitions.Value);
    }

    [Fact]
    public void KeepsTheSnapshot_WhenACheckChangesNothing()
    {
        var backend = Configs.Backend(new BalanceConfig(), Checked(1)).State();
        var before = backend.Snapshot;
        backend.Report(backend.Named("S1"), Passed);
        Assert.Same(before, backend.Snapshot);
    }

    [Fact]
    public void CountsFailures_WhileTheServerIsNotFullyDown()
    {
        var backend = Configs.Backend(new BalanceConfig(), Checked(1)).State();
        var server = backend.Named("S1");
        foreach (var result in new[] { Failed, Failed, Passed, Failed }) backend.Report(server, result);
        Assert.Equal((2, 1), (server.Counters.CheckFailures.Value, server.Counters.DownTransitions.Value));
    }

    [Fact]
    public void ClosesConnections_WhenMarkedDownAndTheOptionIsSet()
    {
        var backend = Configs.Backend(new BalanceConfig(), Checked(1) with { ShutdownConnectionsOnMarkedDown = true }).State();
        var server = backend.Named("S1");
        var closed = 0;
        using var registration = server.MarkedDown.Register(() => closed++);
        backend.Report(server, Failed);
        Assert.Equal(1, closed);
        Assert.True(server.MarkedDown.IsCancellationRequested);
        backend.Report(server, Passed);
        backend.Report(server, Passed);
        Assert.False(server.MarkedDown.IsCancellationRequested);
    }

    [Fact]
    public void HandsOutNoToken_WhenTheOptionIsNotSet()
    {
        var backend = Configs.Backend(new BalanceConfig(), Checked(1)).State();
        Assert.False(backend.Named("S1").MarkedDown.CanBeCanceled);
    }

    [Fact]
    public void AddsUpDowntime()
    {
        var time = new ManualTimeProvider();
        var backend = Configs.Backend(new BalanceConfig(), Checked(1)).State(time);
        var server = backend.Named("S1");
        time.Advance(TimeSpan.FromSeconds(5));
        backend.Report(server, Failed);
        time.Advance(TimeSpan.FromSeconds(7));
        Assert.Equal(TimeSpan.FromSeconds(7), server.Downtime);
        backend.Report(server, Passed);
        backend.Report(server, Passed);
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal((TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(30)), (server.Downtime, server.SinceChange));
    }

    [Fact]
    public void IgnoresChecks_WhileTheServerIsInMaintenance()
    {
        var backend = Configs.Backend(new BalanceConfig(), Checked(1) with { Disabled = true }).State();
        Assert.Equal(HealthChange.None, backend.Report(backend.Named("S1"), Failed));
        Assert.Equal("MAINT", backend.Named("S1").DisplayStatus);
        backend.SetAdmin(backend.Named("S1"), AdminState.Ready);
        Assert.Equal("UP", backend.Named("S1").DisplayStatus);
    }

    [Fact]
    public void SpreadsFirstChecksOverTheShortestInterval()
    {
        var slow = Checked(1) with { Check = Checks with { Interval = TimeSpan.FromSeconds(10) } };
        var fast = Checked(2) with { Check = Checks with { Interval = TimeSpan.FromSeconds(4) } };
        var tooFast = Checked(3) with { Check = Checks with { Interval = TimeSpan.FromMilliseconds(200) } };
        var config = Configs.Config(Configs.Backend(new BalanceConfig(), slow, Configs.Server(9), fast, tooFast, Checked(4) with { Check = slow.Check }));
        var plans = new RuntimeState(config, new ManualTimeProvider(), new Random(1)).PlanChecks();
        Assert.Equal([("S1", 0), ("S2", 1000), ("S3", 2000), ("S4", 3000)], plans.Select(plan => (plan.Server.Name, plan.FirstDelay.TotalMilliseconds)));
    }

    private static ServerConfig Checked(int id) => Configs.Server(id) with { Check = Checks };

    private static BackendConfig WithBackups(bool all) =>
        Configs.Backend(new BalanceConfig(), Checked(1), Checked(2) with { Backup = true }, Checked(3) with { Backup = true }) with { UseAllBackups = all };

    private static IEnumerable<string> Usable(BackendState backend) => backend.Snapshot.Servers.Select(server => server.Name);
}
