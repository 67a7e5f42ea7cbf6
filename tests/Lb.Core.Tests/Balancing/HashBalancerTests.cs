using System.Net;
using Lb.Configuration.Model;
using Lb.Core.Balancing;
using Lb.Core.State;
using Lb.Core.Tests.State;

namespace Lb.Core.Tests.Balancing;

public sealed class HashBalancerTests
{
    [Theory]
    [InlineData(BalanceAlgorithm.Source)]
    [InlineData(BalanceAlgorithm.Hash)]
    [InlineData(BalanceAlgorithm.Crc32Walk)]
    [InlineData(BalanceAlgorithm.Ketama)]
    public void TakesTurns_WhenThereIsNoKey(BalanceAlgorithm algorithm)
    {
        var backend = Configs.Backend(algorithm, 1, 1, 1).State();
        var picked = Enumerable.Range(0, 3).Select(_ => backend.Balancer.Pick(default, backend.Snapshot)!.Name);
        Assert.Equal(["S1", "S2", "S3"], picked);
    }

    [Theory]
    [InlineData(HashMethod.MapBased)]
    [InlineData(HashMethod.Consistent)]
    public void PicksAnother_WhenTheServerIsExcluded(HashMethod method) => Seeded.Check(random =>
    {
        var balance = new BalanceConfig { Algorithm = BalanceAlgorithm.Source, HashMethod = method };
        var backend = Configs.Backend(balance, Configs.Server(1), Configs.Server(2), Configs.Server(3)).State();
        var client = new IPAddress(random.NextInt64(uint.MaxValue));
        var first = Pick(backend, client)!;
        Assert.NotSame(first, Pick(backend, client, first));
        Assert.Null(Pick(backend, client, [.. backend.Servers]));
    });

    [Fact]
    public void KeepsEveryServerWithinItsBound_WhenTheFactorIsSet() => Seeded.Check(random =>
    {
        var factor = random.Next(101, 300);
        var weights = Seeded.Weights(random, 6, 10).Select(weight => weight + 1).ToArray();
        var balance = new BalanceConfig { Algorithm = BalanceAlgorithm.Source, HashMethod = HashMethod.Consistent, HashBalanceFactor = factor };
        var backend = Configs.Backend(balance, [.. weights.Select((weight, index) => Configs.Server(index + 1, weight))]).State();

        // One address only: without the bound they would all go to one server.
        for (var connections = 1; connections <= 100; connections++)
        {
            var server = Pick(backend, IPAddress.Loopback)!;
            server.Connections.Increment();
            var share = Math.Ceiling(connections * factor / 100.0) * server.Weight / weights.Sum();
            Assert.True(server.Connections.Current <= Math.Max(1, Math.Ceiling(share)), $"{server.Connections.Current} of {connections}");
        }
    }, runs: 60);

    [Fact]
    public void PicksTheUnboundedServer_WhenItIsWithinItsBound() => Seeded.Check(random =>
    {
        var balance = new BalanceConfig { Algorithm = BalanceAlgorithm.Source, HashMethod = HashMethod.Consistent };
        var free = Configs.Backend(balance, Configs.Server(1), Configs.Server(2)).State();
        var bounded = Configs.Backend(balance with { HashBalanceFactor = 200 }, Configs.Server(1), Configs.Server(2)).State();
        var client = new IPAddress(random.NextInt64(uint.MaxValue));
        Assert.Equal(Pick(free, client)!.Name, Pick(bounded, client)!.Name);
    });

    private static ServerState? Pick(BackendState backend, IPAddress client, params ServerState[] excluded) =>
        backend.Balancer.Pick(new PickRequest { ClientAddress = client, Excluded = excluded }, backend.Snapshot);
}
