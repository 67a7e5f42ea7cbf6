namespace Lb.Transport.Listening;

/// <summary>A limit on connections that are open at one time. A full gate makes its listeners stop accepting, so that the excess
/// waits in the kernel's accept queue (HAProxy manual, <c>maxconn</c>); it never refuses.</summary>
/// <param name="limit">Most connections at one time, at least 1.</param>
public sealed class AcceptGate(int limit)
{
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
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

    /// <summary>Gives a place back; the longest waiting listener gets it.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            while (_waiting.TryDequeue(out var waiter))
            {
                if (waiter.TrySetResult()) return;
            }

            _open--;
        }
    }

    private static async Task AwaitPlaceAsync(TaskCompletionSource waiter, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), waiter);
        await waiter.Task;
    }
}
