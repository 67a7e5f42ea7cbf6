using System.Collections.Concurrent;

namespace Lb.Transport.Relaying.Portable;

/// <summary>The relays that run, by their group. Safe for concurrent use.</summary>
internal sealed class RelayGroups
{
    private readonly ConcurrentDictionary<int, HashSet<RelayRun>> _groups = new();

    public void Add(int group, RelayRun run)
    {
        var runs = _groups.GetOrAdd(group, static _ => []);
        lock (runs) runs.Add(run);
    }

    public void Remove(int group, RelayRun run)
    {
        var runs = _groups[group];
        lock (runs) runs.Remove(run);
    }

    /// <summary>Those of a group as they are now.</summary>
    public IReadOnlyList<RelayRun> Of(int group)
    {
        if (!_groups.TryGetValue(group, out var runs)) return [];
        lock (runs) return [.. runs];
    }
}
