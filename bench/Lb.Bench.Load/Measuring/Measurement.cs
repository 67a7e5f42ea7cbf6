namespace Lb.Bench.Load.Measuring;

/// <summary>One balancer's result in one round of one row.</summary>
/// <param name="Value">In the row's unit; lower is better. NaN when <paramref name="Failure"/> is set.</param>
/// <param name="Detail">More about it for the raw results, such as the split into user and kernel time.</param>
/// <param name="OtherWork">How busy the two cores were with other work meanwhile, 0 to 1; null where that was not watched.</param>
/// <param name="PerSecond">Units of work per second of time, higher is better; null where the row is not about that.</param>
/// <param name="Failure">Why there is no value; null when there is one.</param>
internal sealed record Measurement(double Value, string Detail = "", double? OtherWork = null, double? PerSecond = null, string? Failure = null)
{
    public static Measurement Failed(string reason) => new(double.NaN, Failure: reason);
}
