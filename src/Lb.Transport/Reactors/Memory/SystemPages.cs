using System.Runtime.InteropServices;
using Lb.Transport.Native;

namespace Lb.Transport.Reactors.Memory;

/// <summary>Whole pages of memory straight from the Linux kernel. What is given back leaves the process at once, which an allocator shared
/// with OpenSSL and the runtime does not promise.</summary>
internal static unsafe class SystemPages
{
    private const int ReadWrite = 0x3;
    private const int PrivateAnonymous = 0x22;

    /// <summary>Takes zeroed memory, aligned to a page; <paramref name="size"/> in bytes is rounded up to pages by the kernel.</summary>
    /// <exception cref="InsufficientMemoryException">The kernel gives none.</exception>
    public static byte* Take(nuint size)
    {
        // Safe: a fresh private mapping that touches no other.
        var start = LibC.Map(null, size, ReadWrite, PrivateAnonymous, -1, 0);
        if (start != (void*)-1) return (byte*)start;
        throw new InsufficientMemoryException($"the system gives no {size} bytes, errno {Marshal.GetLastPInvokeError()}");
    }

    /// <summary>Gives back what <see cref="Take"/> returned, with the same size.</summary>
    public static void Give(void* start, nuint size)
    {
        // Safe: the caller owns the pages and forgets them.
        if (LibC.Unmap(start, size) != 0)
            throw new InvalidOperationException($"munmap refuses {size} bytes at {(nuint)start:x}, errno {Marshal.GetLastPInvokeError()}");
    }
}
