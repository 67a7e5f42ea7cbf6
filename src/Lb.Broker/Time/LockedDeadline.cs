using Lb.Broker.Delivery;

namespace Lb.Broker.Time;

/// <summary>One entry of a <see cref="LockedSchedule"/>. Guarded by the broker's lock.</summary>
internal sealed class LockedDeadline(Action<Turn> action)
{
    private bool _isOver;

    /// <summary>The entry in the queue.</summary>
    public Deadline? Queued { get; set; }

    /// <summary>Takes the deadline back. Nothing runs after that, not even when its time had come and it was waiting for the lock.</summary>
    public void Cancel()
    {
        _isOver = true;
        Queued?.Cancel();
    }

    /// <summary>Its time has come.</summary>
    public void Run(Turn turn)
    {
        if (_isOver) return;
        _isOver = true;
        action(turn);
    }
}
