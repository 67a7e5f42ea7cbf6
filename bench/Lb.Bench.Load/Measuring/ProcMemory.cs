using System.Globalization;

namespace Lb.Bench.Load.Measuring;

/// <summary>Reads the resident memory of another process.</summary>
internal static class ProcMemory
{
    /// <summary>Resident bytes, exact (the sum over its mappings, not the kernel's approximate counter).</summary>
    public static long ResidentBytes(int processId)
    {
        string line = File.ReadLines($"/proc/{processId}/smaps_rollup").First(text => text.StartsWith("Rss:", StringComparison.Ordinal));
        string kilobytes = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        return long.Parse(kilobytes, CultureInfo.InvariantCulture) * 1024;
    }
}
