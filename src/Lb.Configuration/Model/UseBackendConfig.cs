namespace Lb.Configuration.Model;

/// <summary><c>use_backend NAME [if|unless CONDITION]</c>.</summary>
public sealed record UseBackendConfig(string Backend, ConditionConfig? Condition, SourceLocation Location);
