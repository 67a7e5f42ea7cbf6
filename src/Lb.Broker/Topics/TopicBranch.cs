namespace Lb.Broker.Topics;

/// <summary>One level in a tree of topic names or filters, with what is stored under the topic that ends here.</summary>
internal sealed class TopicBranch<TValue>(TopicBranch<TValue>? parent, string level)
    where TValue : class
{
    private Dictionary<string, TopicBranch<TValue>>? _below;

    public string Level => level;

    /// <summary>Null while nothing is stored for exactly this topic.</summary>
    public TValue? Value { get; set; }

    public IReadOnlyCollection<TopicBranch<TValue>> Below => _below is null ? [] : _below.Values;

    public TopicBranch<TValue>? FindBelow(ReadOnlySpan<char> wanted)
    {
        if (_below is null) return null;
        return _below.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(wanted, out var found) ? found : null;
    }

    /// <summary>Follows a topic literally, wildcards included.</summary>
    public TopicBranch<TValue>? Find(string topic)
    {
        var branch = this;
        for (var position = TopicLevels.First; branch is not null && !TopicLevels.IsEnd(topic, position);)
            branch = branch.FindBelow(TopicLevels.Next(topic, ref position));
        return branch;
    }

    /// <summary>Follows a topic literally and adds the levels that are missing.</summary>
    public TopicBranch<TValue> FindOrAdd(string topic)
    {
        var branch = this;
        for (var position = TopicLevels.First; !TopicLevels.IsEnd(topic, position);)
        {
            var next = TopicLevels.Next(topic, ref position);
            branch = branch.FindBelow(next) ?? branch.AddBelow(next.ToString());
        }
        return branch;
    }

    /// <summary>Removes this level and those above it, as far as they hold nothing any more.</summary>
    public void Prune()
    {
        for (var branch = this; branch.IsEmpty && branch.Parent is { } above; branch = above) above.RemoveBelow(branch);
    }

    private TopicBranch<TValue>? Parent => parent;

    private bool IsEmpty => Value is null && _below is null;

    private TopicBranch<TValue> AddBelow(string name)
    {
        _below ??= new Dictionary<string, TopicBranch<TValue>>(1, StringComparer.Ordinal);
        return _below[name] = new TopicBranch<TValue>(this, name);
    }

    private void RemoveBelow(TopicBranch<TValue> branch)
    {
        _below!.Remove(branch.Level);
        if (_below.Count == 0) _below = null;
    }
}
