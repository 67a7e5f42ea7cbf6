using System.Diagnostics;
using System.Runtime.InteropServices;
using Lb.Transport.Reactors.Memory;

namespace Lb.Transport.Reactors.Records;

/// <summary>Fixed-size records in unmanaged memory that the garbage collector never walks. A record does not move while it lives. Records are
/// taken from the lowest chunk with room, so that chunks become free after a peak; those are given back to the system but for one. For one
/// thread.</summary>
/// <typeparam name="T">The record, at least 4 bytes; aligned to a cache line when its size is a multiple of 64.</typeparam>
internal sealed unsafe partial class RecordSlab<T> : IDisposable
    where T : unmanaged
{
    private const int ChunkShift = 9;
    private const int ChunkRecords = 1 << ChunkShift;
    private const int SlotMask = ChunkRecords - 1;
    private static readonly nuint ChunkBytes = (nuint)sizeof(T) * ChunkRecords;

    private readonly IndexSet _withRoom = new();
    private readonly IndexSet _givenBack = new();
    private RecordChunk<T>* _chunks;
    private int _chunkCount;
    private int _chunkRoom;
    private int _memoryChunks;
    private int _spare = -1;

    /// <summary>Records that live.</summary>
    public int Live { get; private set; }

    /// <summary>Records that the memory held now has room for.</summary>
    public int Capacity => _memoryChunks << ChunkShift;

    /// <summary>Takes a record, all its bytes zero.</summary>
    /// <exception cref="InsufficientMemoryException">The system gives no more memory, or all 2^30 slots are in use.</exception>
    public ConnectionHandle Rent()
    {
        var index = _withRoom.Lowest();
        if (index < 0) index = TakeChunk();
        if (index == _spare) _spare = -1;
        var chunk = _chunks + index;
        var at = TakeSlot(chunk);
        if (++chunk->Live == ChunkRecords) _withRoom.Remove(index);
        Live++;
        chunk->Records[at] = default;
        return new ConnectionHandle((index << ChunkShift) + at, ++chunk->Generations[at]);
    }

    /// <summary>The record of a handle, or null when it was returned.</summary>
    public T* Get(ConnectionHandle handle) => IsLive(handle) ? At(handle.Slot) : null;

    /// <summary>The record of a slot that is known to live: nothing is checked but in a debug build.</summary>
    public T* At(int slot)
    {
        CheckSlot(slot);
        return _chunks[slot >> ChunkShift].Records + (slot & SlotMask);
    }

    /// <summary>In a debug build: throws <see cref="InvalidOperationException"/> unless the record lives and is the one of this handle.</summary>
    [Conditional("DEBUG")]
    public void Check(ConnectionHandle handle, T* record)
    {
        if (record == null || Get(handle) != record) throw new InvalidOperationException($"{handle} does not name the record at {(nint)record:x}");
    }

    /// <summary>Ends a record: its handle finds nothing from now on, and its memory may be gone.</summary>
    /// <returns>False, and nothing happens, when it was returned before. A debug build throws <see cref="InvalidOperationException"/>
    /// instead.</returns>
    public bool Return(ConnectionHandle handle)
    {
        if (!IsLive(handle)) return Refuse(handle);
        var (index, at) = (handle.Slot >> ChunkShift, handle.Slot & SlotMask);
        var chunk = _chunks + index;
        chunk->Generations[at]++;
        Overwrite(chunk->Records + at);
        *(int*)(chunk->Records + at) = chunk->FirstReturned;
        chunk->FirstReturned = at;
        Live--;
        if (chunk->Live-- == ChunkRecords) _withRoom.Add(index);
        if (chunk->Live == 0) Retire(index);
        return true;
    }

    /// <summary>The lowest slot from <paramref name="slot"/> on whose record lives, or -1. Passes chunks without records in one step.</summary>
    public int NextLive(int slot)
    {
        for (; slot >> ChunkShift < _chunkCount; slot++)
        {
            if (_chunks[slot >> ChunkShift].Live == 0) slot |= SlotMask;
            else if ((Generation(slot) & 1) != 0) return slot;
        }

        return -1;
    }

    /// <summary>The handles of all records that live, by slot. The one in hand may be returned meanwhile; what is taken meanwhile may or may
    /// not be seen.</summary>
    public Enumerator GetEnumerator() => new(this);

    public void Dispose()
    {
        for (var i = 0; i < _chunkCount; i++)
        {
            if (_chunks[i].Records != null) SystemPages.Give(_chunks[i].Records, ChunkBytes);
            NativeMemory.Free(_chunks[i].Generations);
        }

        NativeMemory.Free(_chunks);
        _chunks = null;
        (_chunkCount, _chunkRoom, _memoryChunks, Live) = (0, 0, 0, 0);
    }

    private static int TakeSlot(RecordChunk<T>* chunk)
    {
        var at = chunk->FirstReturned;
        if (at < 0) return chunk->FirstFresh++;
        chunk->FirstReturned = *(int*)(chunk->Records + at);
        return at;
    }

    private bool IsLive(ConnectionHandle handle)
    {
        var index = handle.Slot >> ChunkShift;
        return (uint)index < (uint)_chunkCount && (handle.Generation & 1) != 0
            && _chunks[index].Generations[handle.Slot & SlotMask] == handle.Generation;
    }

    private int TakeChunk()
    {
        var index = _givenBack.Lowest();
        if (index < 0) index = AddChunk();
        var chunk = _chunks + index;
        chunk->Records = (T*)SystemPages.Take(ChunkBytes);
        (chunk->Live, chunk->FirstFresh, chunk->FirstReturned) = (0, 0, -1);
        _givenBack.Remove(index);
        _withRoom.Add(index);
        _memoryChunks++;
        return index;
    }

    private int AddChunk()
    {
        if (_chunkCount > ConnectionHandle.MaxSlot >> ChunkShift) throw new InsufficientMemoryException("all slots are in use");
        if (_chunkCount == _chunkRoom)
        {
            _chunkRoom = Math.Max(16, _chunkRoom * 2);
            _chunks = (RecordChunk<T>*)NativeMemory.Realloc(_chunks, (nuint)_chunkRoom * (nuint)sizeof(RecordChunk<T>));
        }

        _chunks[_chunkCount] = new RecordChunk<T> { Generations = (uint*)NativeMemory.AllocZeroed(ChunkRecords, sizeof(uint)) };
        _givenBack.Add(_chunkCount);
        return _chunkCount++;
    }

    // One free chunk stays, so that a number of connections that swings around a chunk's edge costs no system calls.
    private void Retire(int index)
    {
        if (_spare < 0)
        {
            _spare = index;
            return;
        }

        var higher = Math.Max(index, _spare);
        _spare = Math.Min(index, _spare);
        SystemPages.Give(_chunks[higher].Records, ChunkBytes);
        _chunks[higher].Records = null;
        _withRoom.Remove(higher);
        _givenBack.Add(higher);
        _memoryChunks--;
    }

    private static bool Refuse(ConnectionHandle handle)
    {
        ThrowInDebug($"{handle} was returned before");
        return false;
    }

    // Whoever still reads a record that was returned shall notice in a debug build.
    [Conditional("DEBUG")]
    private static void Overwrite(T* record) => NativeMemory.Fill(record, (nuint)sizeof(T), 0xDB);

    [Conditional("DEBUG")]
    private void CheckSlot(int slot)
    {
        if ((uint)slot >= (uint)_chunkCount << ChunkShift || (_chunks[slot >> ChunkShift].Generations[slot & SlotMask] & 1) == 0)
            throw new InvalidOperationException($"slot {slot} holds no record");
    }

    [Conditional("DEBUG")]
    private static void ThrowInDebug(string message) => throw new InvalidOperationException(message);
}
