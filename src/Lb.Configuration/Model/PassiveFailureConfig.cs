namespace Lb.Configuration.Model;

/// <summary>Failures of real connections that take a server out: <paramref name="MaxFailures"/> of them within
/// <paramref name="Period"/> take it out for <paramref name="Period"/>; then one connection tries it.</summary>
public sealed record PassiveFailureConfig(int MaxFailures, TimeSpan Period);
