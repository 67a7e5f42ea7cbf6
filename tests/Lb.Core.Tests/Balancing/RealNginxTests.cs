using Lb.Configuration.Model;
using Lb.Core.Tests.Samples;
using Lb.Core.Tests.State;
using Lb.Testing.Balancers;

namespace Lb.Core.Tests.Balancing;

/// <summary>Asks the real nginx which server it picks for a few hundred addresses.</summary>
public sealed class RealNginxTests
{
    private const int Clients = 250;

    [Theory]
    [InlineData(BalanceAlgorithm.Crc32Walk, "1 1")]
    [InlineData(BalanceAlgorithm.Crc32Walk, "5 2 3")]
    [InlineData(BalanceAlgorithm.Crc32Walk, "1 1d 1")]
    [InlineData(BalanceAlgorithm.Crc32Walk, "7 100d 2 1")]
    [InlineData(BalanceAlgorithm.Ketama, "1 1 1")]
    [InlineData(BalanceAlgorithm.Ketama, "5 2 3")]
    [InlineData(BalanceAlgorithm.Ketama, "1 3d 1 2")]
    [InlineData(BalanceAlgorithm.Crc32Walk, "1 1x 1")]
    [InlineData(BalanceAlgorithm.Crc32Walk, "2x 1d 3 4 1")]
    [InlineData(BalanceAlgorithm.Ketama, "1 2x 1")]
    [InlineData(BalanceAlgorithm.Ketama, "3 1x 2 1")]
    public async Task PicksTheServerThatNginxPicks(BalanceAlgorithm algorithm, string servers)
    {
        Assert.True(RealNginx.IsInstalled, "nginx with its stream module is not installed: run tests/install");
        var specs = ServerSpec.ParseAll(servers);
        var names = specs.Select(spec => new NameServer(spec.Name)).ToList();
        using var refusing = new RefusingPort();
        var ports = specs.Zip(names, (spec, name) => spec.Refuses ? refusing.Port : name.Port).ToList();
        var lines = specs.Zip(ports, (spec, port) => spec.NginxLine(port));
        var consistent = algorithm == BalanceAlgorithm.Ketama ? " consistent" : "";
        await using var nginx = await RealNginx.StartAsync(port => $$"""
            upstream u { hash $remote_addr{{consistent}}; {{string.Join(' ', lines)}} }
            server { listen 127.0.0.1:{{port}}; proxy_pass u; }
            """);
        var balance = new BalanceConfig { Algorithm = algorithm, Key = Expressions.Of(new SampleFetch.Source()) };
        var backend = (Configs.Backend(balance, [.. specs.Zip(ports, (spec, port) => spec.Config with { Port = port })]) with
        {
            Retry = new RetryConfig { Retries = null, NextServerAtOnce = true },
        }).State();
        foreach (var source in Sources.Some(Clients, seed: 11))
        {
            var ours = Walks.FirstThatAccepts(backend, source, specs);
            Assert.Equal((source, await NameServer.AskAsync(nginx.Port, source)), (source, ours));
        }

        foreach (var name in names) await name.DisposeAsync();
    }
}
