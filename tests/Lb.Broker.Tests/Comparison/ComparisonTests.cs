namespace Lb.Broker.Tests.Comparison;

/// <summary>The same scenarios against this broker and against mosquitto 2.0.11: what differs is explained in differences.txt, and nothing else does.</summary>
public sealed class ComparisonTests(RunningMosquitto mosquitto) : IClassFixture<RunningMosquitto>
{
    public static TheoryData<string> Names() => [.. Scenarios.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task DiffersFromMosquitto_OnlyAsExplained(string scenario)
    {
        await using var broker = new TestBroker();
        await broker.StartAsync();
        await using var ours = new Transcript(broker.Port);
        await using var theirs = new Transcript(mosquitto.Port);

        await Scenarios.All[scenario](ours);
        await Scenarios.All[scenario](theirs);

        var explained = Differences.Read().TryGetValue(scenario, out var difference) ? difference.Lines : "";
        Assert.Equal(explained, Differences.Between(ours.Lines, theirs.Lines));
        Assert.Equal(0, broker.Counters.Failures);
    }

    [Fact]
    public void ExplainsNothingThatIsNoScenario() =>
        Assert.All(Differences.Read(), row => Assert.True(Scenarios.All.ContainsKey(row.Key) && row.Value.Why.Length > 20, row.Key));
}
