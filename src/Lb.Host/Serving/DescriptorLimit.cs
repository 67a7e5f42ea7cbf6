using System.Globalization;

namespace Lb.Host.Serving;

/// <summary>How many client legs the process's file descriptors allow.</summary>
internal static class DescriptorLimit
{
    /// <summary>Descriptors that are no connection's: assemblies, listeners, logs, checks.</summary>
    private const int Reserved = 256;

    /// <summary>The soft limit of open files; <see cref="int.MaxValue"/> where the system does not tell.</summary>
    public static int Read()
    {
        const string row = "Max open files";
        if (!File.Exists("/proc/self/limits")) return int.MaxValue;
        var line = File.ReadLines("/proc/self/limits").FirstOrDefault(l => l.StartsWith(row, StringComparison.Ordinal));
        var soft = line?[row.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return int.TryParse(soft, CultureInfo.InvariantCulture, out var limit) ? limit : int.MaxValue;
    }

    /// <summary>Client legs that fit: two descriptors each.</summary>
    public static int MaxConnections(int descriptors) => Math.Max(1, (descriptors - Reserved) / 2);
}
