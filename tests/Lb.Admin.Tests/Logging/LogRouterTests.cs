using System.Collections.Immutable;
using Lb.Admin.Logging;
using Lb.Configuration.Model;
using Lb.Core.Counters;
using Lb.Core.Logging;
using Lb.Testing.Time;

namespace Lb.Admin.Tests.Logging;

public sealed class LogRouterTests
{
    private static readonly LogTargetConfig Udp = new() { Transport = LogTransport.Udp, Address = "127.0.0.1:514", Format = LogFormat.Raw };
    private static readonly LogTargetConfig Stdout = new() { Transport = LogTransport.Stdout, Format = LogFormat.Raw };
    private readonly Dictionary<LogTargetConfig, StalledTransport> _opened = [];

    [Fact]
    public async Task OpensEachTargetOnce_HoweverManySectionsNameIt()
    {
        await using var router = Router();
        Assert.Equal(["udp:127.0.0.1:514", "stdout"], router.Queues.Select(queue => queue.Name));
    }

    [Fact]
    public async Task GivesEachLineToEveryTargetOfTheSection_Once()
    {
        var router = Router();
        router.SinkOf([Udp, Stdout, Udp with { }]).Write(SyslogLevel.Info, "both");
        router.SinkOf([Stdout]).Write(SyslogLevel.Info, "one");
        router.SinkOf([]).Write(SyslogLevel.Info, "none");
        await router.DisposeAsync();
        Assert.Equal(["both\n"], _opened[Udp].Lines);
        Assert.Equal(["both\n", "one\n"], _opened[Stdout].Lines);
    }

    private LogRouter Router()
    {
        ImmutableArray<LogTargetConfig> both = [Udp with { }, Stdout];
        var config = new LbConfig
        {
            Global = new GlobalConfig { Logs = [Udp] },
            Frontends = [new FrontendConfig { Name = "f", Location = new("t.cfg", 1), Log = new ConnectionLogConfig { Targets = both } }],
            Backends = [new BackendConfig { Name = "b", Location = new("t.cfg", 2), Logs = both }],
        };
        return new LogRouter(config, LogOrigin.Current, new Counter(), new ManualTimeProvider(), Open);
    }

    private StalledTransport Open(LogTargetConfig target)
    {
        var transport = new StalledTransport();
        transport.Allow(10);
        _opened.Add(target, transport);
        return transport;
    }
}
