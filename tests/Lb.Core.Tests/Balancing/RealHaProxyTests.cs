using Lb.Configuration.Model;
using Lb.Core.Balancing;
using Lb.Core.Tests.State;
using Lb.Testing.Balancers;

namespace Lb.Core.Tests.Balancing;

/// <summary>Asks the real HAProxy which server it picks for a few hundred addresses.</summary>
public sealed class RealHaProxyTests
{
    private const int Clients = 250;

    [Theory]
    [InlineData("source", "", "1 1")]
    [InlineData("source", "", "1 1 1 1 1")]
    [InlineData("source", "", "5 2 3")]
    [InlineData("source", "", "256 1 17 64")]
    [InlineData("source", "", "2 4 3d")]
    [InlineData("source", "", "1 1d 1")]
    [InlineData("source", "", "1d 1d 1b 1b")]
    [InlineData("source", "map-based sdbm avalanche", "3 1 2")]
    [InlineData("source", "consistent", "1 1 1")]
    [InlineData("source", "consistent", "5 2 3d 10")]
    [InlineData("source", "consistent sdbm", "4 1 1")]
    [InlineData("source", "consistent sdbm avalanche", "4 1 1")]
    [InlineData("hash src", "", "1 1 1")]
    [InlineData("hash src", "map-based djb2", "5 2 3")]
    [InlineData("hash src", "map-based wt6", "5 2 3")]
    [InlineData("hash src", "map-based crc32", "5 2 3")]
    [InlineData("hash src", "map-based wt6 avalanche", "1 1 1 1")]
    [InlineData("hash src", "consistent", "1 2 3")]
    [InlineData("hash src", "consistent crc32", "1 2 3")]
    [InlineData("hash src", "consistent djb2 avalanche", "1 2 3")]
    [InlineData("hash src", "map-based sdbm", "1 0 1")]
    public async Task PicksTheServerThatHaproxyPicks(string balance, string hashType, string servers)
    {
        Assert.True(RealHaProxy.IsInstalled, "haproxy is not installed: run tests/install");
        var specs = ServerSpec.ParseAll(servers);
        var names = specs.Select(spec => new NameServer(spec.Name)).ToList();
        var lines = specs.Zip(names, (spec, name) => spec.HaproxyLine(name.Port));
        await using var haproxy = await RealHaProxy.StartAsync(port => $"""
            defaults
              mode tcp
              timeout client 30s
              timeout server 30s
              timeout connect 30s
            listen L
              bind 127.0.0.1:{port}
              balance {balance}
              {(hashType == "" ? "" : "hash-type " + hashType)}
            {string.Join('\n', lines)}
            """);
        var backend = Configs.Backend(Balance(balance, hashType), [.. specs.Select(spec => spec.Config)]).State();
        foreach (var source in Sources.Some(Clients, seed: 7))
        {
            var request = new PickRequest { ClientAddress = source, HasKey = true, Key = source.GetAddressBytes() };
            var ours = backend.Balancer.Pick(request, backend.Snapshot)?.Name;
            Assert.Equal((source, await NameServer.AskAsync(haproxy.Port, source)), (source, ours));
        }

        foreach (var name in names) await name.DisposeAsync();
    }

    [Theory]
    [InlineData("consistent", "1 1x 1", 1)]
    [InlineData("consistent", "3 2x 1 4", 1)]
    [InlineData("consistent", "1 1 1x", 0)]
    public async Task MovesClientsWhereHaproxyMovesThem_WhenTheirServerRefuses(string hashType, string servers, int retries)
    {
        Assert.True(RealHaProxy.IsInstalled, "haproxy is not installed: run tests/install");
        var specs = ServerSpec.ParseAll(servers);
        var names = specs.Select(spec => new NameServer(spec.Name)).ToList();
        using var refusing = new RefusingPort();
        var lines = specs.Zip(names, (spec, name) => spec.HaproxyLine(spec.Refuses ? refusing.Port : name.Port));
        await using var haproxy = await RealHaProxy.StartAsync(port => $"""
            defaults
              mode tcp
              timeout client 30s
              timeout server 30s
              timeout connect 10ms
              retries {retries}
              option redispatch
            listen L
              bind 127.0.0.1:{port}
              balance source
              hash-type {hashType}
            {string.Join('\n', lines)}
            """);
        var backend = (Configs.Backend(Balance("source", hashType), [.. specs.Select(spec => spec.Config)]) with
        {
            Retry = new RetryConfig { Retries = retries, Redispatch = true },
        }).State();
        foreach (var source in Sources.Some(Clients, seed: 13))
        {
            var ours = Walks.FirstThatAccepts(backend, source, specs);
            Assert.Equal((source, await NameServer.AskAsync(haproxy.Port, source)), (source, ours));
        }

        foreach (var name in names) await name.DisposeAsync();
    }

    private static BalanceConfig Balance(string balance, string hashType)
    {
        var words = hashType.Split(' ');
        return new BalanceConfig
        {
            Algorithm = balance == "source" ? BalanceAlgorithm.Source : BalanceAlgorithm.Hash,
            HashMethod = words[0] == "consistent" ? HashMethod.Consistent : HashMethod.MapBased,
            HashFunction = words.Length > 1 ? Enum.Parse<HashFunction>(words[1], ignoreCase: true) : HashFunction.Sdbm,
            Avalanche = words.Contains("avalanche") || hashType == "consistent",
        };
    }
}
