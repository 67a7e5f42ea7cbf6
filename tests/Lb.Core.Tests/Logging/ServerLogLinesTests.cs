using Lb.Configuration.Model;
using Lb.Core.Health;
using Lb.Core.Logging;
using Lb.Core.State;
using Lb.Core.Tests.State;

namespace Lb.Core.Tests.Logging;

public sealed class ServerLogLinesTests
{
    private static readonly CheckConfig Checks = new() { Rise = 1, Fall = 2 };
    private static readonly CheckResult Passed = new(CheckStatus.Layer4Passed, null, TimeSpan.Zero);
    private static readonly CheckResult Refused = new(CheckStatus.Layer4Failed, "Connection refused", TimeSpan.FromMilliseconds(3));

    private readonly List<string> _lines = [];

    [Fact]
    public void TellsDownAndUp_InTheKnownShape()
    {
        var backend = Backend(logChecks: false, "b", "c");
        Report(backend, Refused, Passed);
        Assert.Equal(
            [
                "Server chk/b is DOWN, reason: Layer4 connection problem, info: \"Connection refused\", check duration: 3ms. "
                    + "1 active and 0 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue.",
                "Server chk/b is UP, reason: Layer4 check passed, check duration: 0ms. "
                    + "2 active and 0 backup servers online. 0 sessions requeued, 0 total in queue.",
            ],
            _lines);
    }

    [Fact]
    public void LeavesTheReasonToTheCheckLine_WhenChecksAreLogged()
    {
        var backend = Backend(logChecks: true, "b", "c");
        backend.CheckReported += report => _lines.Add(ServerLogLines.Check(report));
        Report(backend, Passed, Refused, Refused);
        Assert.Equal(
            [
                "Health check for server chk/b succeeded, reason: Layer4 check passed, check duration: 0ms, status: 2/2 UP.",
                "Health check for server chk/b failed, reason: Layer4 connection problem, info: \"Connection refused\", check duration: 3ms, status: 1/2 UP.",
                "Health check for server chk/b failed, reason: Layer4 connection problem, info: \"Connection refused\", check duration: 3ms, status: 0/1 DOWN.",
                "Server chk/b is DOWN. 1 active and 0 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue.",
            ],
            _lines);
    }

    [Fact]
    public void SaysThatItRunsOnBackup()
    {
        var spare = Configs.Server(2) with { Name = "spare", Backup = true };
        var backend = Watch((Configs.Backend(new BalanceConfig(), Checked("b"), spare) with { Name = "chk" }).State());
        Report(backend, Refused);
        Assert.Contains(". 0 active and 1 backup servers left. Running on backup. 0 sessions active", _lines.Single());
    }

    [Fact]
    public void NeverPrintsWhatAServerSentAsItIs()
    {
        var backend = Backend(logChecks: false, "b");
        Report(backend, Refused with { Info = "got \"x\"\n\u00e9" });
        Assert.Contains("info: \"got <22>x<22><0A><C3><A9>\"", _lines.Single());
    }

    [Fact]
    public void TellsMaintenanceAndTheLastServer()
    {
        var backend = Backend(logChecks: false, "b");
        backend.SetAdmin(backend.Servers[0], AdminState.Maintenance);
        Assert.StartsWith("Server chk/b is going DOWN for maintenance. 0 active and 0 backup servers left.", _lines.Single());
        Assert.Equal("proxy chk has no server available!", ServerLogLines.NoServer(backend));
    }

    private static ServerConfig Checked(string name) => Configs.Server(1) with { Name = name, Check = Checks };

    private static void Report(BackendState backend, params CheckResult[] results)
    {
        foreach (var result in results) backend.Report(backend.Servers[0], result);
    }

    private BackendState Backend(bool logChecks, params string[] servers) =>
        Watch((Configs.Backend(new BalanceConfig(), [.. servers.Select(Checked)]) with { Name = "chk", LogHealthChecks = logChecks }).State());

    private BackendState Watch(BackendState backend)
    {
        backend.ServerChanged += change => _lines.Add(ServerLogLines.Change(change));
        return backend;
    }
}
