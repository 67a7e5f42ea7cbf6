using System.Text;
using Lb.Configuration.Model;
using Lb.Core.Balancing;
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
    public async Task PicksTheServerThatNginxPicks(BalanceAlgorithm algorithm, string servers)
    {
        Assert.SkipUnless(RealNginx.IsInstalled, "nginx with its stream module is not installed");
        var specs = ServerSpec.ParseAll(servers);
        var names = specs.Select(spec => new NameServer(spec.Name)).ToList();
        var lines = specs.Zip(names, (spec, name) => spec.NginxLine(name.Port));
        var consistent = algorithm == BalanceAlgorithm.Ketama ? " consistent" : "";
        await using var nginx = await RealNginx.StartAsync(port => $$"""
            upstream u { hash $remote_addr{{consistent}}; {{string.Join(' ', lines)}} }
            server { listen 127.0.0.1:{{port}}; proxy_pass u; }
            """);
        var configs = specs.Zip(names, (spec, name) => spec.Config with { Port = name.Port }).ToArray();
        var backend = Configs.Backend(new BalanceConfig { Algorithm = algorithm }, configs).State();
        foreach (var source in Sources.Some(Clients, seed: 11))
        {
            var request = new PickRequest { HasKey = true, Key = Encoding.ASCII.GetBytes(source.ToString()) };
            var ours = backend.Balancer.Pick(request, backend.Snapshot)?.Name;
            Assert.Equal((source, await NameServer.AskAsync(nginx.Port, source)), (source, ours));
        }

        foreach (var name in names) await name.DisposeAsync();
    }
}
