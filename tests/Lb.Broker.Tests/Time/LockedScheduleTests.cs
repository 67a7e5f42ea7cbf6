using Lb.Broker.Time;
using Lb.Testing.Time;

namespace Lb.Broker.Tests.Time;

public sealed class LockedScheduleTests : IDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly Lock _gate = new();
    private readonly DeadlineQueue _queue;
    private readonly LockedSchedule _schedule;
    private readonly List<string> _ran = [];

    public LockedScheduleTests()
    {
        _queue = new DeadlineQueue(_clock);
        _schedule = new LockedSchedule(_queue, _gate);
    }

    public void Dispose() => _queue.Dispose();

    [Fact]
    public void RunsUnderTheLock_WhenItsTimeHasCome()
    {
        var held = false;
        _schedule.After(TimeSpan.FromSeconds(1), _ => held = _gate.IsHeldByCurrentThread);

        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.True(held);
    }

    [Fact]
    public void RunsNothing_WhenItIsCancelledBefore()
    {
        Schedule("cancelled").Cancel();
        Schedule("other");

        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["other"], _ran);
    }

    // A client that comes back takes its session's deadlines back, perhaps while one of them waits for the lock that it holds.
    [Fact]
    public async Task RunsNothing_WhenItIsCancelledWhileItWaitsForTheLock()
    {
        var deadline = Schedule("late");
        Task time;
        lock (_gate)
        {
            time = Task.Run(() => _clock.Advance(TimeSpan.FromSeconds(1)));
            Assert.True(SpinWait.SpinUntil(() => _queue.Count == 0, TimeSpan.FromSeconds(10)));
            deadline.Cancel();
            Schedule("next");
        }
        await time;
        Assert.Empty(_ran);

        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["next"], _ran);
    }

    private LockedDeadline Schedule(string name) => _schedule.After(TimeSpan.FromSeconds(1), _ => _ran.Add(name));
}
