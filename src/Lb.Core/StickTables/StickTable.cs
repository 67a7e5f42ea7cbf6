using Lb.Configuration.Model;
using Lb.Core.State;

namespace Lb.Core.StickTables;

/// <summary>Which server a key belongs to: bounded, expiring, keys of any length. An entry's life starts again each time it is used, and
/// when the table is full the entry that was unused longest goes. One lock, held for one dictionary operation and, so that thousands which expire
/// together hold nobody up, for the end of at most <see cref="MostDrops"/> expired entries. Safe for concurrent use.</summary>
/// <remarks>HAProxy manual, <c>stick-table</c>. Unlike there, keys are not cut to <c>len</c>.</remarks>
public sealed class StickTable
{
    /// <summary>Expired entries that one call ends at most.</summary>
    internal const int MostDrops = 64;

    private readonly Lock _lock = new();
    private readonly StickTableConfig _config;
    private readonly TimeProvider _time;
    private readonly Dictionary<byte[], StickEntry> _entries = new(StickKeyComparer.Instance);
    private readonly Dictionary<byte[], StickEntry>.AlternateLookup<ReadOnlySpan<byte>> _lookup;
    private readonly StickEntryList _byUse = new();

    /// <summary>Makes an empty table.</summary>
    public StickTable(StickTableConfig config, TimeProvider time)
    {
        _config = config;
        _time = time;
        _lookup = _entries.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>Kind of its keys.</summary>
    public StickKeyType Type => _config.Type;

    /// <summary>Most entries.</summary>
    public int Size => _config.Size;

    /// <summary>Entries now, expired ones not counted. Ends those, however many there are, and lets others use the table meanwhile.</summary>
    public int Used
    {
        get
        {
            while (true)
            {
                lock (_lock)
                {
                    DropExpired();
                    if (_byUse.Oldest is not { } oldest || !IsExpired(oldest)) return _entries.Count;
                }
            }
        }
    }

    /// <summary>Entries that take memory: 0 to <see cref="Size"/>, expired ones that are not ended yet among them.</summary>
    internal int Held
    {
        get
        {
            lock (_lock) return _entries.Count;
        }
    }

    /// <summary>Finds the server of a key, and starts the entry's life again.</summary>
    /// <returns>Null where the key is not known, or no more.</returns>
    public ServerState? Find(ReadOnlySpan<byte> key)
    {
        lock (_lock)
        {
            DropExpired();
            if (!_lookup.TryGetValue(key, out var entry) || IsExpired(entry)) return null;
            Touch(entry);
            return entry.Server;
        }
    }

    /// <summary>Sets the server of a key.</summary>
    /// <returns>False where the table is full and <c>nopurge</c> forbids to drop an entry.</returns>
    public bool Store(ReadOnlySpan<byte> key, ServerState server)
    {
        lock (_lock)
        {
            DropExpired();
            if (_lookup.TryGetValue(key, out var known))
            {
                known.Server = server;
                Touch(known);
                return true;
            }

            if (_entries.Count >= Size && !MakeRoom()) return false;
            var entry = new StickEntry(key.ToArray(), server) { LastUse = _time.GetTimestamp() };
            _entries.Add(entry.Key, entry);
            _byUse.Add(entry);
            return true;
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
            _byUse.Clear();
        }
    }

    private void Touch(StickEntry entry)
    {
        entry.LastUse = _time.GetTimestamp();
        _byUse.Remove(entry);
        _byUse.Add(entry);
    }

    private bool MakeRoom()
    {
        if (_config.NoPurge || _byUse.Oldest is not { } oldest) return false;
        Drop(oldest);
        return true;
    }

    private void DropExpired()
    {
        for (var left = MostDrops; left > 0 && _byUse.Oldest is { } oldest && IsExpired(oldest); left--) Drop(oldest);
    }

    private bool IsExpired(StickEntry entry) => _config.Expire is { } expire && _time.GetElapsedTime(entry.LastUse) >= expire;

    private void Drop(StickEntry entry)
    {
        _entries.Remove(entry.Key);
        _byUse.Remove(entry);
    }
}
