using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Lb.Admin.Metrics;

/// <summary>How many file descriptors this process has open.</summary>
internal static class DescriptorCount
{
    private const string Folder = "/proc/self/fd";
    private const int CurrentFolder = -100;
    private const uint BasicFields = 0x7ff;
    private const int StatxLength = 256;
    private const int SizeOffset = 40;

    /// <summary>The count; not a number where the system does not tell.</summary>
    public static double Read()
    {
        if (!OperatingSystem.IsLinux()) return double.NaN;
        var size = FolderSize();
        return size > 0 ? size : Directory.EnumerateFileSystemEntries(Folder).Count();
    }

    // Linux 6.2 and later tell the count as the folder's size. Listing the folder instead takes 16 us for each descriptor.
    private static long FolderSize()
    {
        var buffer = new byte[StatxLength];
        return Statx(CurrentFolder, Folder, 0, BasicFields, buffer) == 0 ? BinaryPrimitives.ReadInt64LittleEndian(buffer.AsSpan(SizeOffset)) : 0;
    }

    [DllImport("libc", EntryPoint = "statx", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int Statx(int folder, string path, int flags, uint mask, byte[] result);
}
