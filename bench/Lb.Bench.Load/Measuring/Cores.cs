namespace Lb.Bench.Load.Measuring;

/// <summary>Who runs where. <c>bench/run</c> pins the load; the balancer is pinned when it starts.</summary>
internal static class Cores
{
    public const int Balancer = 0;

    /// <summary>The cores of a balancer with this many threads, as taskset takes them.</summary>
    public static string ForBalancer(int threads) => threads > 1 ? $"{Balancer},{Load}" : $"{Balancer}";

    /// <summary>The load and the echo server; the balancer's core too where there is only one.</summary>
    public static readonly int Load = File.ReadLines("/proc/stat").Any(line => line.StartsWith("cpu1 ", StringComparison.Ordinal)) ? 1 : Balancer;
}
