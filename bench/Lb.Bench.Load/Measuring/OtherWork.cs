using System.Diagnostics;

namespace Lb.Bench.Load.Measuring;

/// <summary>
/// Tells how busy the two cores were with anything but the balancer and the load. Numbers taken while that was more than a few percent
/// say little.
/// </summary>
internal sealed class OtherWork
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly double _balancerCore = CoreWork.BusySeconds(Cores.Balancer);
    private readonly double _loadCore = CoreWork.BusySeconds(Cores.Load);
    private readonly CpuTime _load = OwnCpu();

    /// <summary>The busier core's share of the time since this object was made, 0 to 1.</summary>
    /// <param name="balancer">CPU time of the balancer in that time.</param>
    public double Share(CpuTime balancer)
    {
        double onBalancerCore = CoreWork.BusySeconds(Cores.Balancer) - _balancerCore - Seconds(balancer);
        double onLoadCore = CoreWork.BusySeconds(Cores.Load) - _loadCore - Seconds(OwnCpu() - _load);
        return Math.Clamp(Math.Max(onBalancerCore, onLoadCore) / Stopwatch.GetElapsedTime(_start).TotalSeconds, 0, 1);
    }

    private static CpuTime OwnCpu() => ProcCpu.Read([Environment.ProcessId]);

    private static double Seconds(CpuTime time) => time.Nanoseconds / 1e9;
}
