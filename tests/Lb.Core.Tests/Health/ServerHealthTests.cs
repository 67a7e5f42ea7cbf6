using Lb.Core.Health;

namespace Lb.Core.Tests.Health;

public sealed class ServerHealthTests
{
    [Fact]
    public void GoesDown_WhenTheFirstCheckFails()
    {
        var health = new ServerHealth(rise: 5, fall: 2);
        Assert.Equal(HealthChange.WentDown, health.Apply(passed: false));
        Assert.Equal("DOWN", health.Display);
    }

    [Fact]
    public void IsFullyUp_WhenTheFirstCheckPasses()
    {
        var health = new ServerHealth(rise: 5, fall: 3);
        Assert.Equal(HealthChange.Counted, health.Apply(passed: true));
        Assert.True(health.IsFullyUp);
        Assert.Equal("UP", health.Display);
    }

    [Fact]
    public void ShowsEachStep_OnTheWayDownAndUp()
    {
        var health = new ServerHealth(rise: 5, fall: 2);
        bool[] results = [true, false, false, true, true, true, true, true, false, true];
        string[] shown = ["UP", "UP 1/2", "DOWN", "DOWN 1/5", "DOWN 2/5", "DOWN 3/5", "DOWN 4/5", "UP", "UP 1/2", "UP"];
        foreach (var (result, expected) in results.Zip(shown))
        {
            health.Apply(result);
            Assert.Equal(expected, health.Display);
        }
    }

    [Fact]
    public void StartsAgain_WhenACheckFailsOnTheWayUp()
    {
        var health = new ServerHealth(rise: 3, fall: 1);
        foreach (var result in new[] { false, true, true, false }) health.Apply(result);
        Assert.Equal("DOWN", health.Display);
    }
}
