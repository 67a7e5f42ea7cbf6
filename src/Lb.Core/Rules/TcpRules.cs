using System.Collections.Immutable;
using Lb.Configuration.Model;
using Lb.Core.Samples;

namespace Lb.Core.Rules;

/// <summary>Runs <c>tcp-request</c> rules in file order (HAProxy manual, <c>tcp-request content</c>).</summary>
public static class TcpRules
{
    /// <summary>Runs a list from its beginning. A rule that needs more data stops the list, later rules do not run before it.</summary>
    /// <param name="rules">Rules in file order.</param>
    /// <param name="facts">The connection; variables are set in it.</param>
    /// <returns>Never <see cref="RuleVerdict.NeedMoreData"/> once <see cref="ConnectionFacts.PayloadComplete"/> is set.</returns>
    public static RuleVerdict Run(ImmutableArray<TcpRuleConfig> rules, ConnectionFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        foreach (var rule in rules)
        {
            var condition = ConditionEvaluator.Evaluate(rule.Condition, facts);
            if (condition == ConditionResult.NeedMoreData) return RuleVerdict.NeedMoreData;
            if (condition == ConditionResult.Fails) continue;
            switch (rule.Action)
            {
                case TcpRuleAction.Accept:
                    return RuleVerdict.Accept;
                case TcpRuleAction.Reject:
                    return RuleVerdict.Reject;
                case TcpRuleAction.SetVariable set when !TrySet(set, facts):
                    return RuleVerdict.NeedMoreData;
            }
        }

        return RuleVerdict.Accept;
    }

    // A sample without a value leaves the variable as it was.
    private static bool TrySet(TcpRuleAction.SetVariable set, ConnectionFacts facts)
    {
        var status = SampleEvaluator.Evaluate(set.Value, facts, out var value);
        if (status == SampleStatus.Found) facts.SetVariable(set.Name, value);
        return status != SampleStatus.NeedMoreData;
    }
}
