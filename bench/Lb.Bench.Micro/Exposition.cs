using System.Buffers;
using System.Net;
using BenchmarkDotNet.Attributes;
using Lb.Admin.Logging;
using Lb.Admin.Metrics;
using Lb.Configuration.Model;
using Lb.Core.State;

namespace Lb.Bench.Micro;

/// <summary>One scrape of the metrics.</summary>
public class Exposition
{
    private static readonly SourceLocation Nowhere = new("bench.cfg", 1);
    private readonly ArrayBufferWriter<byte> _output = new(4 * 1024 * 1024);
    private MetricSources? _sources;

    [Params(3, 300)]
    public int Servers { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var frontend = new FrontendConfig { Name = "mqtt", Location = Nowhere, DefaultBackend = "brokers" };
        var backend = new BackendConfig { Name = "brokers", Location = Nowhere, Servers = [.. Enumerable.Range(1, Servers).Select(Server)] };
        var config = new LbConfig { Global = new GlobalConfig(), Frontends = [frontend], Backends = [backend] };
        var state = new RuntimeState(config, TimeProvider.System, new Random(1));
        _sources = new MetricSources(state, new LogRouter(config, LogOrigin.Current, state.Counters.DroppedLogs, TimeProvider.System), "1.0");
    }

    [Benchmark(Description = "all families")]
    public int All() => Write(MetricScopes.All);

    [Benchmark(Description = "servers only")]
    public int ServersOnly() => Write(MetricScopes.Server);

    private int Write(MetricScopes scopes)
    {
        _output.ResetWrittenCount();
        MetricTable.Write(_output, _sources!, scopes);
        return _output.WrittenCount;
    }

    private static ServerConfig Server(int id) => new()
    {
        Name = $"broker{id}",
        Id = id,
        Location = Nowhere,
        AddressText = "127.0.0.1",
        Address = IPAddress.Loopback,
        Port = 10_000 + id,
        Check = new CheckConfig(),
    };
}
