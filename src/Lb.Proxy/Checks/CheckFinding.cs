using Lb.Core.Health;

namespace Lb.Proxy.Checks;

/// <summary>What a check found out, without its duration.</summary>
/// <param name="Status">What happened.</param>
/// <param name="Info">More about it; null = nothing to add.</param>
/// <param name="Code">Answer code; null = none.</param>
internal readonly record struct CheckFinding(CheckStatus Status, string? Info = null, int? Code = null);
