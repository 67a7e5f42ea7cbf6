using System.Buffers;
using Lb.Configuration.Model;
using Lb.Core.Rules;
using Lb.Core.State;
using Lb.Core.Tests.Samples;
using Lb.Core.Tests.State;
using Lb.Testing.Time;

namespace Lb.Core.Tests.Rules;

public sealed class BackendChoiceTests
{
    [Fact]
    public void TakesTheFirstWhoseConditionHolds()
    {
        var frontend = Frontend(Rule("B1", "a"), Rule("B2", "device-"), Rule("B1", "device-1"));
        Assert.True(BackendChoice.TryChoose(frontend, Packets.Facts(Packets.Connect("device-1")), out var chosen));
        Assert.Equal("B2", chosen!.Name);
    }

    [Fact]
    public void TakesTheDefault_WhenNoneHolds()
    {
        Assert.True(BackendChoice.TryChoose(Frontend(Rule("B1", "a")), Packets.Facts(Packets.Connect("b")), out var chosen));
        Assert.Equal("B0", chosen!.Name);
    }

    [Fact]
    public void Waits_WhileAConditionNeedsData()
    {
        var packet = Packets.Connect("ab");
        var facts = Packets.Facts(packet.AsSpan(0, 4));
        var frontend = Frontend(Rule("B1", "a"));
        Assert.False(BackendChoice.TryChoose(frontend, facts, out _));
        facts.Payload = new ReadOnlySequence<byte>(packet);
        Assert.True(BackendChoice.TryChoose(frontend, facts, out var chosen));
        Assert.Equal("B1", chosen!.Name);
    }

    private static UseBackendConfig Rule(string backend, string prefix) => new(
        backend,
        Expressions.If(Expressions.Matches(Expressions.Field("client_identifier"), MatchMethod.Prefix, new AclPattern.Text(prefix))),
        Configs.Nowhere);

    private static FrontendState Frontend(params UseBackendConfig[] rules)
    {
        var backends = Enumerable.Range(0, 3).Select(i => Configs.Backend(BalanceAlgorithm.RoundRobin, 1) with { Name = $"B{i}" }).ToArray();
        var frontend = new FrontendConfig { Name = "F", Location = Configs.Nowhere, UseBackends = [.. rules], DefaultBackend = "B0" };
        var config = Configs.Config(backends) with { Frontends = [frontend] };
        return new RuntimeState(config, new ManualTimeProvider(), new Random(1)).Frontends[0];
    }
}
