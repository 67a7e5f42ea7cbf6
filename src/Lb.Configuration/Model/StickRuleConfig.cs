namespace Lb.Configuration.Model;

/// <summary>One <c>stick</c> rule.</summary>
/// <param name="Kind">What the rule does.</param>
/// <param name="Key">The key.</param>
/// <param name="Table">Backend whose table is used.</param>
/// <param name="Condition">Null = always.</param>
/// <param name="Location">Line of the rule.</param>
public sealed record StickRuleConfig(StickRuleKind Kind, SampleExpression Key, string Table, ConditionConfig? Condition, SourceLocation Location);
