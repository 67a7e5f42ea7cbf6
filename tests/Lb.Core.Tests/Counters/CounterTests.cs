using Lb.Core.Counters;
using Lb.Protocol.Connect;
using Lb.Testing.Time;

namespace Lb.Core.Tests.Counters;

public sealed class CounterTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void SlidesOverTheLastSecond()
    {
        var rate = new EventRate(_time);
        for (var i = 0; i < 100; i++) rate.Mark();
        Assert.Equal(100, rate.PerSecond);
        _time.Advance(TimeSpan.FromSeconds(1.25));
        Assert.Equal(75, rate.PerSecond);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, rate.PerSecond);
        Assert.Equal(100, rate.Max);
    }

    [Fact]
    public void RemembersItsHighestValue()
    {
        var gauge = new Gauge();
        gauge.Increment();
        gauge.Increment();
        gauge.Decrement();
        Assert.Equal((1, 2), (gauge.Current, gauge.Max));
    }

    [Fact]
    public void StopsAtTheLimit_WhenManyThreadsTry()
    {
        var gauge = new Gauge();
        var granted = 0;
        Parallel.For(0, 1000, _ =>
        {
            if (gauge.TryIncrement(10)) Interlocked.Increment(ref granted);
        });
        Assert.Equal((10, 10, 10), (granted, gauge.Current, gauge.Max));
    }

    [Fact]
    public void FindsTheBucketOfEachValue()
    {
        var histogram = new Histogram(10, 60);
        foreach (var value in new[] { 0, 10, 11, 60, 61, 1000 }) histogram.Observe(value);
        Assert.Equal([2, 2, 2], Enumerable.Range(0, 3).Select(histogram.CountOf));
        Assert.Equal(1142, histogram.Sum);
    }

    [Fact]
    public void MovesTowardsTheLatestSamples()
    {
        var average = new AverageTime();
        average.Add(TimeSpan.FromSeconds(1));
        average.Add(TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.FromSeconds(2), average.Value);
        for (var i = 0; i < 10000; i++) average.Add(TimeSpan.FromSeconds(5));
        Assert.InRange(average.Value.TotalSeconds, 4.99, 5);
    }

    [Fact]
    public void HasACounterForEachReason()
    {
        var family = new CounterFamily<ConnectError>();
        family[ConnectError.Text].Increment();
        Assert.Equal(1, family.Keys.Sum(key => family[key].Value));
        Assert.Equal(Enum.GetValues<ConnectError>(), family.Keys);
    }
}
