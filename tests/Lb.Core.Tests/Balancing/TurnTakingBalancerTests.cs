using Lb.Configuration.Model;
using Lb.Core.State;
using Lb.Core.Tests.State;

namespace Lb.Core.Tests.Balancing;

/// <summary>roundrobin, static-rr, leastconn, first and random.</summary>
public sealed class TurnTakingBalancerTests
{
    [Theory]
    [InlineData(BalanceAlgorithm.RoundRobin)]
    [InlineData(BalanceAlgorithm.StaticRoundRobin)]
    public void GivesEachServerItsWeight_InEveryRound(BalanceAlgorithm algorithm)
    {
        var backend = Configs.Backend(algorithm, 5, 2, 3).State();
        var round = Enumerable.Range(0, 10).Select(_ => Pick(backend)).ToList();
        Assert.Equal((5, 2, 3), (round.Count(name => name == "S1"), round.Count(name => name == "S2"), round.Count(name => name == "S3")));
    }

    [Theory]
    [InlineData(BalanceAlgorithm.RoundRobin)]
    [InlineData(BalanceAlgorithm.StaticRoundRobin)]
    [InlineData(BalanceAlgorithm.LeastConnections)]
    [InlineData(BalanceAlgorithm.First)]
    public void PassesOverAFullServer(BalanceAlgorithm algorithm)
    {
        var full = Configs.Server(1) with { MaxConnections = 1 };
        var backend = Configs.Backend(new BalanceConfig { Algorithm = algorithm }, full, Configs.Server(2)).State();
        backend.Named("S1").Connections.Increment();
        Assert.Equal("S2", Pick(backend));
        Assert.Equal("S2", Pick(backend));
    }

    [Fact]
    public void PicksNothing_WhenAllAreFull()
    {
        var backend = Configs.Backend(new BalanceConfig(), Configs.Server(1) with { MaxConnections = 1 }).State();
        backend.Named("S1").Connections.Increment();
        Assert.Null(Pick(backend));
    }

    [Fact]
    public void TakesTurns_WhenLoadsAreEqual()
    {
        var backend = Configs.Backend(BalanceAlgorithm.LeastConnections, 1, 1, 1).State();
        Assert.Equal(["S1", "S2", "S3", "S1"], Enumerable.Range(0, 4).Select(_ => Pick(backend)));
    }

    [Fact]
    public void PicksTheLeastLoadedForItsWeight_WhateverTheLoad() => Seeded.Check(random =>
    {
        var weights = Seeded.Weights(random).Select(weight => weight + 1).ToArray();
        var backend = Configs.Backend(BalanceAlgorithm.LeastConnections, weights).State();
        foreach (var server in backend.Servers)
        {
            for (var i = random.Next(30); i > 0; i--) server.Connections.Increment();
        }

        double Load(ServerState server) => server.Connections.Current == 0 ? 0 : (server.Connections.Current + 1.0) / server.Weight;
        var picked = backend.Balancer.Pick(default, backend.Snapshot)!;
        Assert.Equal(backend.Servers.Min(Load), Load(picked));
    });

    [Fact]
    public void PrefersTheLowestId_WhateverTheFileOrder()
    {
        var backend = Configs.Backend(
            new BalanceConfig { Algorithm = BalanceAlgorithm.First }, Configs.Server(9), Configs.Server(2), Configs.Server(5)).State();
        Assert.Equal("S2", Pick(backend));
    }

    [Fact]
    public void DrawsByWeight_WhenRandom()
    {
        var config = Configs.Backend(new BalanceConfig { Algorithm = BalanceAlgorithm.Random, RandomDraws = 1 }, Configs.Server(1, 9), Configs.Server(2));
        var backend = config.State(seed: 5);
        var first = Enumerable.Range(0, 2000).Count(_ => Pick(backend) == "S1");
        Assert.InRange(first, 1700, 1900);
    }

    [Fact]
    public void KeepsLoadsClose_WhenRandomDrawsTwo()
    {
        var backend = Configs.Backend(BalanceAlgorithm.Random, 1, 1, 1, 1).State(seed: 3);
        for (var i = 0; i < 400; i++) backend.Balancer.Pick(default, backend.Snapshot)!.Connections.Increment();
        Assert.All(backend.Servers, server => Assert.InRange(server.Connections.Current, 95, 105));
    }

    [Fact]
    public void PicksTheSame_WhenTheSeedIsTheSame()
    {
        var one = Configs.Backend(BalanceAlgorithm.Random, 1, 1, 1).State(seed: 8);
        var other = Configs.Backend(BalanceAlgorithm.Random, 1, 1, 1).State(seed: 8);
        Assert.Equal(Enumerable.Range(0, 50).Select(_ => Pick(one)), Enumerable.Range(0, 50).Select(_ => Pick(other)));
    }

    private static string? Pick(BackendState backend) => backend.Balancer.Pick(default, backend.Snapshot)?.Name;
}
