namespace Lb.Broker.Time;

/// <summary>One entry of a <see cref="DeadlineQueue"/>; guarded by the queue's lock.</summary>
internal sealed class Deadline(DeadlineQueue queue, Action action)
{
    private Action? _action = action;

    /// <summary>False once it ran or was cancelled.</summary>
    public bool Stands => _action is not null;

    /// <summary>Takes the deadline back. No effect once it has begun to run.</summary>
    public void Cancel() => queue.Cancel(this);

    internal Action? TakeAction() => Interlocked.Exchange(ref _action, null);
}
