namespace Lb.Configuration.Model;

/// <summary><c>http-request use-service prometheus-exporter</c>.</summary>
/// <param name="Condition">When it answers; null = every request.</param>
public sealed record HttpServiceConfig(ConditionConfig? Condition);
