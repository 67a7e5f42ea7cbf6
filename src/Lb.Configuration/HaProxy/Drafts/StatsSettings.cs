using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Drafts;

/// <summary><c>stats</c> statements of a section.</summary>
/// <param name="Uri"><c>stats uri</c>.</param>
/// <param name="Refresh"><c>stats refresh</c>; null = never.</param>
/// <param name="Location">First line of them.</param>
internal sealed record StatsSettings(string Uri, TimeSpan? Refresh, SourceLocation Location)
{
    /// <summary>Path of the page where none is written (HAProxy manual, <c>stats uri</c>).</summary>
    public const string DefaultUri = "/haproxy?stats";
}
