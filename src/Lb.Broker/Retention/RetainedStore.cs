using Lb.Broker.Delivery;
using Lb.Broker.Topics;

namespace Lb.Broker.Retention;

/// <summary>The last retained message of each topic.</summary>
/// <remarks>MQTT 5.0 section 3.3.1.3. Not safe for concurrent use. Walks are loops, because a topic may have 65 535 levels.</remarks>
internal sealed class RetainedStore(int maximumCount)
{
    private readonly TopicBranch<Message> _root = new(null, "");
    private readonly Stack<(TopicBranch<Message> Branch, int Position)> _pending = new();
    private ExpirySearch _search;

    /// <summary>How many messages are stored, those that expired and were not met since included.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of their payloads.</summary>
    public long Bytes { get; private set; }

    /// <summary>All messages, expired ones included, in no particular order.</summary>
    public IEnumerable<Message> All => Branches.Select(static branch => branch.Value!);

    // A branch may be removed as soon as it was given out: those below it are looked up after that.
    private IEnumerable<TopicBranch<Message>> Branches
    {
        get
        {
            var open = new Stack<TopicBranch<Message>>([_root]);
            while (open.TryPop(out var branch))
            {
                if (branch.Value is not null) yield return branch;
                foreach (var below in branch.Below) open.Push(below);
            }
        }
    }

    /// <summary>Keeps a message as the last of its topic; one with an empty payload removes what was kept and is not kept itself.</summary>
    /// <returns>False when the store is full and the topic is new to it; nothing changes then.</returns>
    public bool TrySet(Message message)
    {
        var known = _root.Find(message.Topic) is { Value: not null } found ? found : null;
        if (message.Payload.IsEmpty)
        {
            if (known is not null) Remove(known);
            return true;
        }
        if (known is null && Count >= maximumCount) return false;
        if (known is null) Count++;
        Bytes += message.Payload.Length - (known?.Value!.Payload.Length ?? 0);
        (known ?? _root.FindOrAdd(message.Topic)).Value = message;
        _search.Note(message);
        return true;
    }

    /// <summary>Makes room in a full store by dropping what has expired. A large store is not looked through each time.</summary>
    /// <param name="now">The clock's timestamp, in the unit of <see cref="Message.ExpiresAt"/>.</param>
    /// <returns>Whether there was something.</returns>
    public bool RemoveExpired(long now)
    {
        if (!_search.IsDue(now)) return false;
        var before = Count;
        foreach (var branch in Branches) RemoveIfExpired(branch, now);
        _search.Restart(All);
        return Count < before;
    }

    /// <summary>The messages whose topics a filter matches; those whose expiry has passed are dropped instead.</summary>
    /// <param name="filter">A valid filter; a wildcard in its first level matches no topic that starts with <c>$</c> (section 4.7.2).</param>
    /// <param name="now">The clock's timestamp, in the unit of <see cref="Message.ExpiresAt"/>.</param>
    public List<Message> Match(string filter, long now)
    {
        var found = new List<TopicBranch<Message>>();
        _pending.Push((_root, TopicLevels.First));
        while (_pending.TryPop(out var at))
        {
            if (TopicLevels.IsEnd(filter, at.Position)) found.Add(at.Branch);
            else Descend(filter, at.Branch, at.Position, found);
        }
        return [.. found.Where(branch => branch.Value is not null && !RemoveIfExpired(branch, now)).Select(branch => branch.Value!)];
    }

    private void Descend(string filter, TopicBranch<Message> branch, int position, List<TopicBranch<Message>> found)
    {
        var next = position;
        var level = TopicLevels.Next(filter, ref next);
        if (level is "#") AddWithAllBelow(branch, found);
        else if (level is not "+") Follow(branch.FindBelow(level), next);
        else foreach (var below in branch.Below.Where(below => IsOpenToWildcards(branch, below))) Follow(below, next);
    }

    private void Follow(TopicBranch<Message>? branch, int position)
    {
        if (branch is not null) _pending.Push((branch, position));
    }

    private void AddWithAllBelow(TopicBranch<Message> top, List<TopicBranch<Message>> found)
    {
        var open = new Stack<TopicBranch<Message>>([top]);
        while (open.TryPop(out var branch))
        {
            found.Add(branch);
            foreach (var below in branch.Below.Where(below => IsOpenToWildcards(branch, below))) open.Push(below);
        }
    }

    private bool IsOpenToWildcards(TopicBranch<Message> branch, TopicBranch<Message> below) =>
        branch != _root || !below.Level.StartsWith('$');

    private bool RemoveIfExpired(TopicBranch<Message> branch, long now)
    {
        if (!branch.Value!.IsExpired(now)) return false;
        Remove(branch);
        return true;
    }

    private void Remove(TopicBranch<Message> branch)
    {
        Bytes -= branch.Value!.Payload.Length;
        branch.Value = null;
        Count--;
        branch.Prune();
    }
}
