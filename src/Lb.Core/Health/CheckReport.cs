using Lb.Core.State;

namespace Lb.Core.Health;

/// <summary>A check has ended.</summary>
/// <param name="Server">The server that was checked.</param>
/// <param name="Result">What the check found out.</param>
/// <param name="Change">What it did to the server's health.</param>
/// <param name="StatusChanged">Whether <see cref="CheckResult.Status"/> differs from the check before.</param>
public sealed record CheckReport(ServerState Server, CheckResult Result, HealthChange Change, bool StatusChanged)
{
    /// <summary>Whether <c>option log-health-checks</c> logs it: the count moved, or the status is another.</summary>
    public bool IsWorthALine => StatusChanged || Change != HealthChange.None;
}
