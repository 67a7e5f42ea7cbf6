namespace Lb.Bench.Simulation.Tests;

public sealed class ScenarioTests
{
    private static readonly SimulationOptions Small = new(Connections: 4_000, Seconds: 200, Seed: 5);

    [Fact]
    public void KeepsEveryConnectionOpen_WhileClientsComeAndGo()
    {
        var report = Scenario.Run(Small);

        Assert.Equal(Small.Connections, report.OpenAtTheEnd);
        // Every silent client times out at 90 s and again at 180 s, but for those that closed before; nobody else does.
        int silent = Small.Connections / SimulationOptions.SilentOneIn;
        Assert.InRange(report.TimedOut, silent, 3 * silent);
        // Timers of the others expire once or twice a while after the last message, each time too early.
        Assert.InRange(report.Rearmed, Small.Connections, 8 * Small.Connections);
        Assert.InRange(report.Collections.Gen2, 6, 20);
        Assert.All(
            [report.Ticks, report.IdleTicks, report.Messages, report.Churn, report.MovesLater, report.MovesEarlier],
            meter => Assert.True(meter.NanosecondsPerUnit > 0));
    }

    [Fact]
    public void PrintsEveryFigure()
    {
        string table = ReportTable.Format(Small, Scenario.Run(Small));

        Assert.DoesNotContain("NaN", table, StringComparison.Ordinal);
        Assert.Contains("resident memory per connection", table, StringComparison.Ordinal);
        Assert.Contains("longest pause of the garbage collector", table, StringComparison.Ordinal);
        Assert.Contains("longest tick", table, StringComparison.Ordinal);
    }
}
