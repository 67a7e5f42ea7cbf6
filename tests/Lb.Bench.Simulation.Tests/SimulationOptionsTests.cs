namespace Lb.Bench.Simulation.Tests;

public sealed class SimulationOptionsTests
{
    [Fact]
    public void IsAMillionConnections_WithoutArguments() =>
        Assert.Equal((new SimulationOptions(1_000_000, 300, 1), null), SimulationOptions.Parse([]));

    [Fact]
    public void TakesEveryOption() =>
        Assert.Equal(
            (new SimulationOptions(5_000, 60, 9), null),
            SimulationOptions.Parse(["--connections", "5000", "--seconds", "60", "--seed", "9"]));

    [Theory]
    [InlineData("--connections")]
    [InlineData("--connections", "many")]
    [InlineData("--connections", "999")]
    [InlineData("--seconds", "9")]
    [InlineData("--colour", "1")]
    public void SaysWhatIsWrong_WithBadArguments(params string[] arguments)
    {
        var (options, error) = SimulationOptions.Parse(arguments);

        Assert.Null(options);
        Assert.Contains(arguments[0], error, StringComparison.Ordinal);
    }
}
