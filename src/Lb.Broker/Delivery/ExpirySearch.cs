namespace Lb.Broker.Delivery;

/// <summary>Decides whether a full store of messages is looked through for expired ones: only when one may have expired, and a large store only
/// once for many messages that find it full.</summary>
/// <remarks>Not safe for concurrent use. Without the second condition each message would cost a walk over the whole store, under the broker's lock.</remarks>
internal struct ExpirySearch
{
    /// <summary>A message that finds the store full pays for a look at so many of those in it.</summary>
    private const int LooksForEachMessage = 256;

    private long? _firstEnd;
    private int _toSkip;

    /// <summary>A message was stored.</summary>
    public void Note(Message message)
    {
        if (message.ExpiresAt is { } end && !(_firstEnd <= end)) _firstEnd = end;
    }

    /// <summary>A message found the store full: whether to search now.</summary>
    /// <param name="now">The clock's timestamp, in the unit of <see cref="Message.ExpiresAt"/>.</param>
    public bool IsDue(long now)
    {
        if (_firstEnd is not { } end || end > now) return false;
        if (_toSkip == 0) return true;
        _toSkip--;
        return false;
    }

    /// <summary>The store was searched.</summary>
    /// <param name="left">What is still in it.</param>
    public void Restart(IEnumerable<Message> left)
    {
        var count = 0;
        _firstEnd = null;
        foreach (var message in left)
        {
            count++;
            Note(message);
        }
        _toSkip = count / LooksForEachMessage;
    }
}
