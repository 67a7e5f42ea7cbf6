using System.Net;
using Lb.Admin.Logging;
using Lb.Configuration.Model;
using Lb.Core.Health;
using Lb.Core.State;
using Lb.Testing.Time;

namespace Lb.Admin.Tests.Logging;

public sealed class ServerEventLogTests
{
    private static readonly CheckResult Refused = new(CheckStatus.Layer4Failed, "Connection refused", TimeSpan.Zero);
    private static readonly CheckResult Passed = new(CheckStatus.Layer4Passed, null, TimeSpan.FromMilliseconds(3));
    private readonly RecordingSink _sink = new();

    [Fact]
    public void LogsDownWithItsReason_WhereChecksAreNotLogged()
    {
        var backend = Backend(logHealthChecks: false);
        using var log = new ServerEventLog(backend, _sink);
        backend.Report(backend.Servers[0], Passed);
        for (var i = 0; i < 3; i++) backend.Report(backend.Servers[0], Refused);
        Assert.Equal(
            [
                "Alert: Server chk/b is DOWN, reason: Layer4 connection problem, info: \"Connection refused\", check duration: 0ms. "
                + "0 active and 0 backup servers left. 0 sessions active, 0 requeued, 0 remaining in queue.",
                "Emergency: proxy chk has no server available!",
            ],
            _sink.Lines);
    }

    [Fact]
    public void LogsUpAsANotice_WhenEnoughChecksPassed()
    {
        var backend = Backend(logHealthChecks: false);
        backend.Report(backend.Servers[0], Refused);
        using var log = new ServerEventLog(backend, _sink);
        for (var i = 0; i < 2; i++) backend.Report(backend.Servers[0], Passed);
        Assert.Equal(
            ["Notice: Server chk/b is UP, reason: Layer4 check passed, check duration: 3ms. 1 active and 0 backup servers online. 0 sessions requeued, 0 total in queue."],
            _sink.Lines);
    }

    [Fact]
    public void LogsEachCheckThatChangesSomething_WithLogHealthChecks()
    {
        var backend = Backend(logHealthChecks: true);
        using var log = new ServerEventLog(backend, _sink);
        for (var i = 0; i < 3; i++) backend.Report(backend.Servers[0], Passed);
        backend.Report(backend.Servers[0], Refused);
        Assert.Equal(
            [
                "Notice: Health check for server chk/b succeeded, reason: Layer4 check passed, check duration: 3ms, status: 3/3 UP.",
                "Notice: Health check for server chk/b failed, reason: Layer4 connection problem, info: \"Connection refused\", check duration: 0ms, status: 2/3 UP.",
            ],
            _sink.Lines);
    }

    [Fact]
    public void LogsNothing_OnceDisposed()
    {
        var backend = Backend(logHealthChecks: true);
        new ServerEventLog(backend, _sink).Dispose();
        backend.Report(backend.Servers[0], Refused);
        Assert.Empty(_sink.Lines);
    }

    private static BackendState Backend(bool logHealthChecks)
    {
        var server = new ServerConfig
        {
            Name = "b",
            Id = 1,
            Location = new("t.cfg", 2),
            AddressText = "127.0.0.1",
            Address = IPAddress.Loopback,
            Port = 1883,
            Check = new CheckConfig(),
        };
        var backend = new BackendConfig { Name = "chk", Location = new("t.cfg", 1), LogHealthChecks = logHealthChecks, Servers = [server] };
        var config = new LbConfig { Global = new GlobalConfig(), Frontends = [], Backends = [backend] };
        return new RuntimeState(config, new ManualTimeProvider(), new Random(1)).Backends[0];
    }
}
