namespace Lb.Configuration.Model;

/// <summary>One <c>tcp-request</c> rule.</summary>
/// <param name="Action">What to do when the condition holds.</param>
/// <param name="Condition">Null = always.</param>
/// <param name="Location">Line of the rule.</param>
public sealed record TcpRuleConfig(TcpRuleAction Action, ConditionConfig? Condition, SourceLocation Location);
