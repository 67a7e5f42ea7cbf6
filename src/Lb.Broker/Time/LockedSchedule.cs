using Lb.Broker.Delivery;

namespace Lb.Broker.Time;

/// <summary>Deadlines whose actions change the broker's state: each runs under the broker's lock and flushes what it sent.</summary>
internal sealed class LockedSchedule(DeadlineQueue deadlines, Lock gate)
{
    /// <summary>Runs an action once, when a time has passed. To be called under the broker's lock.</summary>
    public LockedDeadline After(TimeSpan time, Action<Turn> action)
    {
        var deadline = new LockedDeadline(action);
        deadline.Queued = deadlines.Schedule(time, () =>
        {
            var turn = new Turn();
            lock (gate) deadline.Run(turn);
            turn.Flush();
        });
        return deadline;
    }
}
