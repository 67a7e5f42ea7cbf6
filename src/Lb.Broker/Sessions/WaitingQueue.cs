using Lb.Broker.Delivery;

namespace Lb.Broker.Sessions;

/// <summary>The QoS 1 and 2 messages of one session that are not sent yet: its client is away, or its window is full.</summary>
/// <param name="maximumCount">How many it takes; the newest is turned away beyond that.</param>
/// <param name="maximumBytes">About how much memory it may hold, in bytes. A single message is taken whatever its size.</param>
/// <remarks>Not safe for concurrent use.</remarks>
internal sealed class WaitingQueue(int maximumCount, long maximumBytes)
{
    private Queue<Dispatch>? _queue;
    private ExpirySearch _search;

    /// <summary>How many messages wait.</summary>
    public int Count => _queue?.Count ?? 0;

    /// <summary>About how much memory they hold, in bytes.</summary>
    public long Bytes { get; private set; }

    /// <summary>The messages, oldest first.</summary>
    public IEnumerable<Dispatch> All => _queue ?? Enumerable.Empty<Dispatch>();

    /// <summary>Adds a message at the end.</summary>
    /// <returns>False when the queue is full; the message is then lost for this session.</returns>
    public bool TryAdd(Dispatch dispatch)
    {
        if (Count >= maximumCount) return false;
        if (Count > 0 && Bytes + dispatch.Message.Size > maximumBytes) return false;
        (_queue ??= new Queue<Dispatch>()).Enqueue(dispatch);
        Bytes += dispatch.Message.Size;
        _search.Note(dispatch.Message);
        return true;
    }

    /// <summary>Makes room in a full queue by letting go of what has expired. A long queue is not looked through each time.</summary>
    /// <param name="now">The clock's timestamp, in the unit of <see cref="Message.ExpiresAt"/>.</param>
    /// <returns>Whether there was something.</returns>
    public bool RemoveExpired(long now)
    {
        if (!_search.IsDue(now)) return false;
        var found = TakeWhere(dispatch => dispatch.Message.IsExpired(now)).Count > 0;
        _search.Restart(All.Select(static dispatch => dispatch.Message));
        return found;
    }

    /// <summary>Takes out every message that fulfils a condition, oldest first.</summary>
    public List<Dispatch> TakeWhere(Predicate<Dispatch> condition)
    {
        if (_queue is null) return [];
        var taken = _queue.Where(dispatch => condition(dispatch)).ToList();
        if (taken.Count == 0) return taken;
        _queue = new Queue<Dispatch>(_queue.Where(dispatch => !condition(dispatch)));
        Bytes -= taken.Sum(static dispatch => (long)dispatch.Message.Size);
        if (_queue.Count == 0) _queue = null;
        return taken;
    }

    /// <summary>Takes the oldest message out.</summary>
    /// <returns>Null when none waits.</returns>
    public Dispatch? Take()
    {
        if (_queue is null || !_queue.TryDequeue(out var dispatch)) return null;
        Bytes -= dispatch.Message.Size;
        if (_queue.Count == 0) _queue = null;
        return dispatch;
    }
}
