using Lb.Configuration.Model;
using Lb.Core.Balancing;
using Lb.Core.Health;

namespace Lb.Core.Tests.Health;

public sealed class CheckScheduleTests
{
    private static readonly CheckConfig Config = new()
    {
        Interval = TimeSpan.FromSeconds(10),
        FastInterval = TimeSpan.FromSeconds(1),
        DownInterval = TimeSpan.FromSeconds(3),
    };

    [Fact]
    public void WaitsFastInterval_WhileTheStateChanges()
    {
        var schedule = Schedule(Config, 0);
        var health = new ServerHealth(rise: 2, fall: 2);
        Assert.Equal(1, schedule.NextDelay(health).TotalSeconds);
        health.Apply(true);
        Assert.Equal(10, schedule.NextDelay(health).TotalSeconds);
        health.Apply(false);
        Assert.Equal(1, schedule.NextDelay(health).TotalSeconds);
        health.Apply(false);
        Assert.Equal(3, schedule.NextDelay(health).TotalSeconds);
        health.Apply(true);
        Assert.Equal(1, schedule.NextDelay(health).TotalSeconds);
    }

    [Fact]
    public void WaitsTheInterval_WhereNoOtherIsSet()
    {
        var schedule = Schedule(new CheckConfig { Interval = TimeSpan.FromSeconds(10) }, 0);
        var health = new ServerHealth(rise: 2, fall: 2);
        foreach (var passed in new[] { true, false, false, true })
        {
            health.Apply(passed);
            Assert.Equal(10, schedule.NextDelay(health).TotalSeconds);
        }
    }

    [Fact]
    public void StaysWithinTheSpread_AndUsesItBothWays()
    {
        var schedule = Schedule(Config, 20);
        var health = new ServerHealth(rise: 1, fall: 1);
        health.Apply(true);
        var delays = Enumerable.Range(0, 500).Select(_ => schedule.NextDelay(health).TotalSeconds).ToList();
        Assert.All(delays, delay => Assert.InRange(delay, 8, 12));
        Assert.True(delays.Min() < 8.2 && delays.Max() > 11.8, $"{delays.Min()} to {delays.Max()}");
    }

    private static CheckSchedule Schedule(CheckConfig config, int spread) => new(config, spread, new RandomSource(new Random(1)));
}
