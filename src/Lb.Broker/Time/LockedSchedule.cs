using Lb.Broker.Delivery;

namespace Lb.Broker.Time;

/// <summary>Deadlines whose actions change the broker's state: each runs under the broker's lock and flushes what it sent.</summary>
internal sealed class LockedSchedule(DeadlineQueue deadlines, Lock gate)
{
    /// <summary>Runs an action once, when a time has passed.</summary>
    public Deadline After(TimeSpan time, Action<Turn> action) => deadlines.Schedule(time, () =>
    {
        var turn = new Turn();
        lock (gate) action(turn);
        turn.Flush();
    });
}
