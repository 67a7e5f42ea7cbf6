namespace Lb.Broker.Time;

/// <summary>Many deadlines on one timer: keep-alives, wills with a delay and session expiries of thousands of clients.</summary>
/// <remarks>Safe for concurrent use. Actions run on the timer's thread, outside the queue's lock, one after the other; they must not throw.</remarks>
internal sealed class DeadlineQueue : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private readonly PriorityQueue<Deadline, (long Due, long Order)> _queue = new();
    private long _order;
    private int _cancelled;
    private bool _disposed;

    public DeadlineQueue(TimeProvider clock)
    {
        _clock = clock;
        _timer = clock.CreateTimer(_ => RunDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many deadlines still stand.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _queue.Count - _cancelled;
        }
    }

    /// <summary>Runs an action once, when a time has passed.</summary>
    /// <param name="after">From now; zero or less means at once, though still on the timer's thread.</param>
    /// <param name="action">Runs unless the deadline is cancelled before.</param>
    public Deadline Schedule(TimeSpan after, Action action)
    {
        lock (_lock)
        {
            var due = _clock.GetTimestamp() + Math.Max(0, (long)(after.TotalSeconds * _clock.TimestampFrequency));
            var deadline = new Deadline(this, action);
            _queue.Enqueue(deadline, (due, _order++));
            if (ReferenceEquals(_queue.Peek(), deadline)) Arm();
            return deadline;
        }
    }

    /// <summary>Drops every deadline; nothing runs any more.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _queue.Clear();
            _cancelled = 0;
        }
        _timer.Dispose();
    }

    internal void Cancel(Deadline deadline)
    {
        lock (_lock)
        {
            if (deadline.TakeAction() is null || _disposed) return;
            _cancelled++;
            if (_cancelled > 64 && _cancelled > _queue.Count / 2) Compact();
        }
    }

    private void RunDue()
    {
        while (TakeDue() is { } action) action();
        lock (_lock) Arm();
    }

    private Action? TakeDue()
    {
        lock (_lock)
        {
            while (_queue.TryPeek(out var deadline, out var key) && key.Due <= _clock.GetTimestamp())
            {
                _queue.Dequeue();
                if (deadline.TakeAction() is { } action) return action;
                _cancelled--;
            }
            return null;
        }
    }

    // The timer counts whole milliseconds; rounding up keeps it from firing just before the deadline.
    private void Arm()
    {
        if (_disposed || !_queue.TryPeek(out _, out var key)) return;
        var ticks = Math.Max(0, key.Due - _clock.GetTimestamp());
        var milliseconds = Math.Min(Math.Ceiling(ticks * 1000.0 / _clock.TimestampFrequency), int.MaxValue);
        _timer.Change(TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
    }

    // Without this a client that reconnects all day would leave its far-off deadlines behind by the thousand.
    private void Compact()
    {
        var standing = _queue.UnorderedItems.Where(item => item.Element.Stands).ToArray();
        _queue.Clear();
        _queue.EnqueueRange(standing);
        _cancelled = 0;
    }
}
