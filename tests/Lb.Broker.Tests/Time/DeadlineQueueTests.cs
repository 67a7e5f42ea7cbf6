using Lb.Broker.Time;
using Lb.Testing.Time;

namespace Lb.Broker.Tests.Time;

public sealed class DeadlineQueueTests : IDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly DeadlineQueue _queue;
    private readonly List<string> _ran = [];

    public DeadlineQueueTests() => _queue = new DeadlineQueue(_clock);

    public void Dispose() => _queue.Dispose();

    [Fact]
    public void RunsEachActionAtItsTime_WhateverOrderTheyWereScheduledIn()
    {
        Schedule("late", 60);
        Schedule("early", 1);
        Schedule("same", 60);

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["early"], _ran);
        _clock.Advance(TimeSpan.FromSeconds(58.999));
        Assert.Equal(["early"], _ran);
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(["early", "late", "same"], _ran);
        Assert.Equal(0, _queue.Count);
    }

    [Fact]
    public void RunsNothing_WhenTheDeadlineWasCancelled()
    {
        var cancelled = Schedule("cancelled", 1);
        Schedule("other", 2);
        cancelled.Cancel();
        cancelled.Cancel();

        Assert.Equal(1, _queue.Count);
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(["other"], _ran);
        Assert.Equal(0, _queue.Count);
    }

    [Fact]
    public void RunsADeadlineBeyondTheTimersLongestWait_WhenItsTimeHasCome()
    {
        Schedule("in a century", TimeSpan.FromDays(36_500).TotalSeconds);

        _clock.Advance(TimeSpan.FromDays(36_499));
        Assert.Empty(_ran);
        _clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(["in a century"], _ran);
    }

    [Fact]
    public void RunsWhatAnActionSchedules_WhenThatIsDueToo()
    {
        _queue.Schedule(TimeSpan.FromSeconds(1), () => Schedule("second", 1));

        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(["second"], _ran);
    }

    [Fact]
    public void RunsExactlyTheStandingOnes_WhenMostWereCancelled() => Seeded.Check(random =>
    {
        using var queue = new DeadlineQueue(_clock);
        var ran = new List<int>();
        var expected = new List<int>();
        for (var i = 0; i < 500; i++)
        {
            var number = i;
            var deadline = queue.Schedule(TimeSpan.FromSeconds(random.Next(1, 100)), () => ran.Add(number));
            if (random.Next(10) > 0) deadline.Cancel();
            else expected.Add(number);
        }
        Assert.Equal(expected.Count, queue.Count);

        _clock.Advance(TimeSpan.FromSeconds(100));

        Assert.Equal(expected, ran.Order());
    }, runs: 20);

    [Fact]
    public void RunsNothing_WhenDisposed()
    {
        var deadline = Schedule("never", 1);
        _queue.Dispose();
        deadline.Cancel();

        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Empty(_ran);
    }

    private Deadline Schedule(string name, double seconds) => _queue.Schedule(TimeSpan.FromSeconds(seconds), () => _ran.Add(name));
}
