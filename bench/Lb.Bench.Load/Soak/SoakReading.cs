namespace Lb.Bench.Load.Soak;

/// <summary>What the balancer holds at one moment.</summary>
/// <param name="ResidentBytes">Memory.</param>
/// <param name="Descriptors">Open descriptors.</param>
internal readonly record struct SoakReading(long ResidentBytes, int Descriptors)
{
    private const double Tolerance = 0.02;

    /// <summary>Memory in megabytes.</summary>
    public double Megabytes => ResidentBytes / 1048576.0;

    /// <summary>Whether neither figure is more than 2 % away from the start's.</summary>
    public bool IsBackAt(SoakReading start) => IsNear(ResidentBytes, start.ResidentBytes) && IsNear(Descriptors, start.Descriptors);

    private static bool IsNear(double value, double start) => Math.Abs(value - start) <= start * Tolerance;
}
