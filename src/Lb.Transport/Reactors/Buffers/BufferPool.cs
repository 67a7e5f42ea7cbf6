using System.Runtime.InteropServices;
using Lb.Transport.Reactors.Memory;

namespace Lb.Transport.Reactors.Buffers;

/// <summary>Buffers for the bytes that the other leg could not take, with a cap on all of them together. Unmanaged; keeps a few free ones of each
/// size and gives the rest back to the system; what is larger than the largest of <see cref="SizeClasses"/> is lent as a piece of its own and never
/// kept. For one thread.</summary>
/// <param name="cap">The most bytes held, lent and kept together, 0 to <see cref="MostSize"/>.</param>
internal sealed unsafe partial class BufferPool(long cap) : IDisposable
{
    /// <summary>The largest buffer that is lent: 1 GB.</summary>
    public const int MostSize = 1 << 30;

    /// <summary>The most free bytes kept of each size.</summary>
    public const int ReserveBytes = 128 * 1024;

    private const int PageSize = 4096;

    // Free buffers of each size; each leads to the next by its first bytes.
    private readonly byte*[] _free = new byte*[SizeClasses.Count];
    private readonly int[] _freeCounts = new int[SizeClasses.Count];
    private long _kept;

    /// <summary>Bytes lent: the capacities of all buffers in use.</summary>
    public long Used { get; private set; }

    /// <summary>Bytes held from the system: lent, or kept for the next.</summary>
    public long Held => Used + _kept;

    /// <summary>Whether <see cref="TryRent"/> of this size would succeed now.</summary>
    public bool CanRent(int size) => size is >= 0 and <= MostSize && HasRoom(CapacityFor(size));

    /// <summary>Whether buffers with capacities of this sum, 0 or more bytes, could be lent now.</summary>
    public bool HasRoom(long bytes) => Used + bytes <= cap;

    /// <summary>Lends a buffer, its content undefined.</summary>
    /// <param name="size">Bytes it must have room for, 0 or more.</param>
    /// <param name="start">Its first byte; null when there is none.</param>
    /// <param name="capacity">Its bytes, at least <paramref name="size"/>; 0 when there is none.</param>
    /// <returns>False when the cap is reached or <paramref name="size"/> is out of range.</returns>
    /// <exception cref="InsufficientMemoryException">The system gives no more memory.</exception>
    public bool TryRent(int size, out byte* start, out int capacity)
    {
        start = null;
        capacity = 0;
        if (!CanRent(size)) return false;
        capacity = (int)CapacityFor(size);
        var sizeClass = SizeClasses.Of(capacity);
        start = sizeClass >= 0 && _free[sizeClass] != null ? TakeKept(sizeClass) : TakeNew(capacity);
        Used += capacity;
        NoteLent(start, capacity);
        return true;
    }

    /// <summary>Takes a buffer back; both values as <see cref="TryRent"/> gave them.</summary>
    public void Return(byte* start, int capacity)
    {
        CheckLent(start, capacity);
        Used -= capacity;
        var sizeClass = SizeClasses.Of(capacity);
        if (sizeClass < 0 || (_freeCounts[sizeClass] + 1) * (long)capacity > ReserveBytes)
        {
            Release(start, capacity);
            return;
        }

        *(byte**)start = _free[sizeClass];
        _free[sizeClass] = start;
        _freeCounts[sizeClass]++;
        _kept += capacity;
    }

    /// <summary>Gives the kept buffers back. Those that are lent must have been returned.</summary>
    public void Dispose() => ReleaseKept(0);

    // Pages come from the kernel and go back to it; smaller buffers share them, so those are the allocator's.
    private static void Release(byte* start, int capacity)
    {
        if (capacity >= Environment.SystemPageSize) SystemPages.Give(start, (nuint)capacity);
        else NativeMemory.Free(start);
    }

    private static long CapacityFor(int size)
    {
        var sizeClass = SizeClasses.Of(size);
        return sizeClass >= 0 ? SizeClasses.Capacity(sizeClass) : (size + (long)PageSize - 1) & -PageSize;
    }

    private byte* TakeKept(int sizeClass)
    {
        var start = _free[sizeClass];
        _free[sizeClass] = *(byte**)start;
        _freeCounts[sizeClass]--;
        _kept -= SizeClasses.Capacity(sizeClass);
        return start;
    }

    private byte* TakeNew(int capacity)
    {
        ReleaseKept(Math.Max(0, cap - Used - capacity));
        return capacity >= Environment.SystemPageSize ? SystemPages.Take((nuint)capacity) : (byte*)NativeMemory.Alloc((nuint)capacity);
    }

    // What is kept counts towards the cap, and makes room for what is needed.
    private void ReleaseKept(long most)
    {
        for (var sizeClass = SizeClasses.Count - 1; sizeClass >= 0; sizeClass--)
        {
            while (_kept > most && _free[sizeClass] != null) Release(TakeKept(sizeClass), SizeClasses.Capacity(sizeClass));
        }
    }

    partial void NoteLent(byte* start, int capacity);

    partial void CheckLent(byte* start, int capacity);
}
