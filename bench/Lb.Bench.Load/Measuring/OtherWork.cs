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

    /// <summary>The busier core's share of the time since this object was made, 0 to 1; of both cores' work where the balancer uses both.</summary>
    /// <param name="balancer">CPU time of the balancer in that time.</param>
    /// <param name="onBothCores">Whether the balancer has the load's core too.</param>
    public double Share(CpuTime balancer, bool onBothCores = false)
    {
        double onBalancerCore = CoreWork.BusySeconds(Cores.Balancer) - _balancerCore - Seconds(balancer);
        double onLoadCore = CoreWork.BusySeconds(Cores.Load) - _loadCore - Seconds(OwnCpu() - _load);
        double others = onBothCores ? onBalancerCore + onLoadCore : Math.Max(onBalancerCore, onLoadCore);
        return Math.Clamp(others / Stopwatch.GetElapsedTime(_start).TotalSeconds, 0, 1);
    }

    private static CpuTime OwnCpu() => ProcCpu.Read([Environment.ProcessId]);

    private static double Seconds(CpuTime time) => time.Nanoseconds / 1e9;
}
