using System.Numerics;

namespace Lb.Transport.Reactors.Buffers;

/// <summary>The sizes of a <see cref="BufferPool"/>'s buffers: powers of two from 1 KB to 64 KB.</summary>
internal static class SizeClasses
{
    public const int Smallest = 1 << SmallestShift;
    public const int Largest = 64 * 1024;
    public const int Count = 7;
    private const int SmallestShift = 10;

    /// <summary>The class of the smallest buffer with room for <paramref name="size"/> bytes, 0 to 65 536; -1 for more.</summary>
    public static int Of(int size)
    {
        if ((uint)size > Largest) return -1;
        return size <= Smallest ? 0 : BitOperations.Log2((uint)size - 1) + 1 - SmallestShift;
    }

    /// <summary>Bytes of a buffer of this class.</summary>
    public static int Capacity(int sizeClass) => Smallest << sizeClass;
}
