namespace Lb.Configuration.Model;

/// <summary>PROXY header in front of a server leg or a check.</summary>
/// <param name="Version">1 or 2.</param>
/// <param name="Fields">Version 2 only: what is added to the addresses.</param>
public sealed record ProxyHeaderConfig(int Version, ProxyHeaderFields Fields);
