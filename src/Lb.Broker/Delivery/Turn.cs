namespace Lb.Broker.Delivery;

/// <summary>The connections that got packets while one batch was handled: they are flushed once at its end, after the broker's lock is left.</summary>
/// <remarks>Saves a system call for each packet of a burst. Used by one thread at a time.</remarks>
internal sealed class Turn
{
    private HashSet<IOutbox>? _touched;

    /// <summary>Notes that a connection has something to write.</summary>
    public void Touch(IOutbox? outbox)
    {
        if (outbox is not null) (_touched ??= []).Add(outbox);
    }

    /// <summary>Starts the writing and begins anew.</summary>
    public void Flush()
    {
        if (_touched is null) return;
        foreach (var outbox in _touched) outbox.Flush();
        _touched.Clear();
    }
}
