namespace Lb.Core.Health;

/// <summary>Outcome of one check.</summary>
/// <param name="Status">What happened.</param>
/// <param name="Info">More about it for logs, for example <c>Connection refused</c>; null = nothing to add.</param>
/// <param name="Duration">From the start of the check to its end.</param>
/// <param name="Code">Answer code of a <see cref="CheckStatus.Layer7Passed"/> or <see cref="CheckStatus.Layer7WrongStatus"/>,
/// for example the CONNACK code; null = none.</param>
public sealed record CheckResult(CheckStatus Status, string? Info, TimeSpan Duration, int? Code = null)
{
    /// <summary>Whether it counts for the server.</summary>
    public bool Passed => CheckStatusTable.HasPassed(Status);
}
