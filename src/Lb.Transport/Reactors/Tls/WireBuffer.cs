using System.Runtime.InteropServices;

namespace Lb.Transport.Reactors.Tls;

/// <summary>Bytes on their way to a client; grows to the longest flight that was ever written in one step.</summary>
internal unsafe struct WireBuffer
{
    private const int FirstCapacity = 64 * 1024;
    private const int MostCapacity = 16 * 1024 * 1024;

    /// <summary>The first byte.</summary>
    public byte* Start;

    /// <summary>How many there are.</summary>
    public int Length;

    private int _capacity;

    /// <summary>Adds bytes at the end.</summary>
    /// <returns>False where that would be more than any handshake writes.</returns>
    public bool TryAppend(byte* bytes, int length)
    {
        var room = Reserve(length);
        if (room == null) return false;
        NativeMemory.Copy(bytes, room, (nuint)length);
        Length += length;
        return true;
    }

    /// <summary>Makes room behind <see cref="Length"/>, for bytes that the caller writes and counts there.</summary>
    /// <returns>Null where that would be more than any handshake writes.</returns>
    public byte* Reserve(int length) => Length + length > _capacity && !TryGrow(Length + length) ? null : Start + Length;

    /// <summary>Gives the memory back.</summary>
    public void Free()
    {
        NativeMemory.Free(Start);
        this = default;
    }

    private bool TryGrow(int needed)
    {
        if (needed > MostCapacity) return false;
        _capacity = Math.Max(FirstCapacity, 2 * needed);
        Start = (byte*)NativeMemory.Realloc(Start, (nuint)_capacity);
        return true;
    }
}
