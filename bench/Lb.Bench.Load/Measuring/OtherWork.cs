using System.Diagnostics;
using System.Globalization;

namespace Lb.Bench.Load.Measuring;

/// <summary>
/// Tells how busy the balancer's core was with anything but the balancer, the hypervisor's theft included. Numbers taken while that was more
/// than a few percent say little.
/// </summary>
internal sealed class OtherWork
{
    private const double TickSeconds = 0.01;
    private const string Core = "cpu0 ";
    private static readonly int[] BusyFields = [1, 2, 3, 6, 7, 8];

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly long _busyTicks = BusyTicks();

    /// <summary>Share of the time since this object was made, 0 to 1.</summary>
    /// <param name="balancer">CPU time of the balancer in that time.</param>
    public double Share(CpuTime balancer)
    {
        double busy = (BusyTicks() - _busyTicks) * TickSeconds - balancer.Nanoseconds / 1e9;
        return Math.Clamp(busy / Stopwatch.GetElapsedTime(_start).TotalSeconds, 0, 1);
    }

    /// <summary>user, nice, system, irq, softirq and steal of <c>/proc/stat</c>.</summary>
    private static long BusyTicks()
    {
        string[] fields = File.ReadLines("/proc/stat").First(line => line.StartsWith(Core, StringComparison.Ordinal)).Split(' ');
        return BusyFields.Sum(field => long.Parse(fields[field], CultureInfo.InvariantCulture));
    }
}
