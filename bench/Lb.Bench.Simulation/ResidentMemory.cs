using System.Globalization;

namespace Lb.Bench.Simulation;

/// <summary>Reads how much memory this process has.</summary>
internal static class ResidentMemory
{
    /// <summary>Resident bytes, exact, after a collection of everything.</summary>
    public static long Read()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        string line = File.ReadLines("/proc/self/smaps_rollup").First(text => text.StartsWith("Rss:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }
}
