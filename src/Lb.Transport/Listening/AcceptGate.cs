namespace Lb.Transport.Listening;

/// <summary>A limit on connections that are open at one time. A full gate makes its listeners stop accepting, so that the excess
/// waits in the kernel's accept queue (HAProxy manual, <c>maxconn</c>); it never refuses.</summary>
/// <remarks>A place that comes free goes to those who wait in <see cref="EnterAsync"/> first: each of them has a connection in its hands already.
/// Only when nobody does are those told who asked by <see cref="WhenFree"/>, all of them, since one that is told may have no use for the place.</remarks>
/// <param name="limit">Most connections at one time, at least 1.</param>
public sealed class AcceptGate(int limit)
{
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private List<Action>? _toTell;
    private int _open;

    /// <summary>Connections that hold a place now.</summary>
    public int Open
    {
        get
        {
            lock (_lock) return _open;
        }
    }

    /// <summary>Takes a place, waiting while the gate is full; first come, first served.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; no place is held.</exception>
    public ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_open < limit)
            {
                _open++;
                return ValueTask.CompletedTask;
            }

            var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(waiter);
            return new ValueTask(AwaitPlaceAsync(waiter, cancellationToken));
        }
    }

    /// <summary>Takes a place if there is one.</summary>
    /// <returns>False while the gate is full; nothing is held.</returns>
    public bool TryEnter()
    {
        lock (_lock)
        {
            if (_open >= limit) return false;
            _open++;
            return true;
        }
    }

    /// <summary>Asks to be told, once, when a place may be free after <see cref="TryEnter"/> found none; it may be taken again by then.</summary>
    /// <param name="tell">Called from the thread that gives a place back, or at once from this one where a place is free by now. Must be quick.</param>
    public void WhenFree(Action tell)
    {
        ArgumentNullException.ThrowIfNull(tell);
        lock (_lock)
        {
            if (_open >= limit)
            {
                (_toTell ??= []).Add(tell);
                return;
            }
        }

        tell();
    }

    /// <summary>Gives a place back; the listener that has waited longest gets it.</summary>
    public void Leave()
    {
        List<Action>? told;
        lock (_lock)
        {
            while (_waiting.TryDequeue(out var waiter))
            {
                if (waiter.TrySetResult()) return;
            }

            _open--;
            (told, _toTell) = (_toTell, null);
        }

        if (told is null) return;
        foreach (var tell in told) tell();
    }

    private static async Task AwaitPlaceAsync(TaskCompletionSource waiter, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), waiter);
        await waiter.Task;
    }
}
