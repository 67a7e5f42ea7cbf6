namespace Lb.Bench.Load.Load;

/// <summary>How a load ended.</summary>
/// <param name="Completed">Units of work that were done.</param>
/// <param name="Failure">Null when all were done; else the first thing that went wrong.</param>
internal readonly record struct LoadOutcome(int Completed, string? Failure);
