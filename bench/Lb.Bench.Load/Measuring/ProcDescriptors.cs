namespace Lb.Bench.Load.Measuring;

/// <summary>Counts the open descriptors of another process.</summary>
internal static class ProcDescriptors
{
    public static int Count(int processId) => Directory.EnumerateFileSystemEntries($"/proc/{processId}/fd").Count();
}
