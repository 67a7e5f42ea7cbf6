using System.Runtime.InteropServices;

namespace Lb.Transport.Reactors.Timers;

/// <summary>Unmanaged memory for timers. Grows by chunks that never move; shrinks only when disposed.</summary>
internal sealed unsafe class TimerEntries : IDisposable
{
    private const int ChunkShift = 10;
    private const int ChunkEntries = 1 << ChunkShift;

    private TimerEntry** _chunks;
    private int _chunkCount;
    private int _chunkRoom;
    private int _everUsed;
    private int _unused = -1;

    /// <summary>Entries in use.</summary>
    public int Count { get; private set; }

    /// <summary>The entry of an id that <see cref="Take"/> returned. Not checked: see <see cref="IsUsed"/>.</summary>
    public TimerEntry* this[int id] => _chunks[id >> ChunkShift] + (id & (ChunkEntries - 1));

    /// <summary>Whether the id was taken and not given back.</summary>
    public bool IsUsed(int id) => (uint)id < (uint)_everUsed && this[id]->Previous != TimerEntry.Unused;

    /// <summary>An entry that nobody uses, with undefined content.</summary>
    public int Take()
    {
        Count++;
        var id = _unused;
        if (id < 0) return TakeFresh();
        _unused = this[id]->Next;
        return id;
    }

    /// <summary>Makes the entry available again.</summary>
    public void Give(int id)
    {
        Count--;
        var entry = this[id];
        entry->Previous = TimerEntry.Unused;
        entry->Next = _unused;
        _unused = id;
    }

    public void Dispose()
    {
        for (var i = 0; i < _chunkCount; i++) NativeMemory.Free(_chunks[i]);
        NativeMemory.Free(_chunks);
        _chunks = null;
        (_chunkCount, _chunkRoom, _everUsed, _unused, Count) = (0, 0, 0, -1, 0);
    }

    private int TakeFresh()
    {
        if (_everUsed == _chunkCount * ChunkEntries) Grow();
        return _everUsed++;
    }

    private void Grow()
    {
        if (_chunkCount == _chunkRoom)
        {
            _chunkRoom = Math.Max(16, _chunkRoom * 2);
            _chunks = (TimerEntry**)NativeMemory.Realloc(_chunks, (nuint)_chunkRoom * (nuint)sizeof(TimerEntry*));
        }

        _chunks[_chunkCount++] = (TimerEntry*)NativeMemory.Alloc(ChunkEntries, (nuint)sizeof(TimerEntry));
    }
}
