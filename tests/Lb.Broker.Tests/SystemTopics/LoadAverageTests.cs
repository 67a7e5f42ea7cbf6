using Lb.Broker.SystemTopics;

namespace Lb.Broker.Tests.SystemTopics;

public sealed class LoadAverageTests
{
    [Fact]
    public void ApproachesTheRate_ByTwoThirdsInItsTime()
    {
        var average = new LoadAverage(5);

        for (var i = 0; i < 30; i++) average.Add(20, 10);

        Assert.Equal(120 * (1 - Math.Exp(-1)), average.Value, 6);
    }

    [Fact]
    public void FallsToNothing_WhenNothingHappens()
    {
        var average = new LoadAverage(1);
        average.Add(1_000, 10);

        for (var i = 0; i < 600; i++) average.Add(0, 10);

        Assert.Equal(0, average.Value, 6);
    }
}
