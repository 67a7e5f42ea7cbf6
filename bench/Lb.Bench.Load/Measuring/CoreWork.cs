using System.Globalization;

namespace Lb.Bench.Load.Measuring;

/// <summary>Reads how long a core of the machine was busy.</summary>
internal static class CoreWork
{
    private const double TickSeconds = 0.01;

    /// <summary>user, nice, system, irq, softirq and steal among the fields of a line of <c>/proc/stat</c>.</summary>
    private static readonly int[] BusyFields = [1, 2, 3, 6, 7, 8];

    /// <summary>Seconds since boot, to 10 ms, that something ran on the core, the hypervisor's theft included.</summary>
    public static double BusySeconds(int core)
    {
        string[] fields = File.ReadLines("/proc/stat").First(line => line.StartsWith($"cpu{core} ", StringComparison.Ordinal)).Split(' ');
        return BusyFields.Sum(field => long.Parse(fields[field], CultureInfo.InvariantCulture)) * TickSeconds;
    }
}
