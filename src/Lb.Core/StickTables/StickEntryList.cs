namespace Lb.Core.StickTables;

/// <summary>Entries in order of their last use; links stand in the entries, so that an entry costs no second object.</summary>
internal sealed class StickEntryList
{
    private StickEntry? _newest;

    public StickEntry? Oldest { get; private set; }

    public void Add(StickEntry entry)
    {
        entry.Older = _newest;
        entry.Newer = null;
        if (_newest is null) Oldest = entry;
        else _newest.Newer = entry;
        _newest = entry;
    }

    public void Remove(StickEntry entry)
    {
        if (entry.Older is null) Oldest = entry.Newer;
        else entry.Older.Newer = entry.Newer;
        if (entry.Newer is null) _newest = entry.Older;
        else entry.Newer.Older = entry.Older;
    }

    public void Clear() => Oldest = _newest = null;
}
