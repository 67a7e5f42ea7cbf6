namespace Lb.Configuration.Model;

/// <summary>Statistics page of an HTTP frontend.</summary>
/// <param name="Path"><c>stats uri</c>: path that serves the page.</param>
/// <param name="Refresh"><c>stats refresh</c>: the browser reloads after this time; null = never.</param>
public sealed record StatsConfig(string Path, TimeSpan? Refresh);
