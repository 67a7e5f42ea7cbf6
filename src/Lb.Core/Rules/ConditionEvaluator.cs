using System.Collections.Immutable;
using Lb.Configuration.Model;
using Lb.Core.Samples;

namespace Lb.Core.Rules;

/// <summary>Evaluates what follows <c>if</c> and <c>unless</c> (HAProxy manual 7.2).</summary>
public static class ConditionEvaluator
{
    /// <summary>Evaluates a condition. A part that is false decides at once, even where another part still needs data.</summary>
    /// <param name="condition">Null always holds.</param>
    /// <param name="facts">The connection.</param>
    public static ConditionResult Evaluate(ConditionConfig? condition, ConnectionFacts facts)
    {
        if (condition is null) return ConditionResult.Holds;
        var result = AnyRow(condition.AnyOf, facts);
        return condition.Unless ? Not(result) : result;
    }

    private static ConditionResult AnyRow(ImmutableArray<ImmutableArray<ConditionTerm>> rows, ConnectionFacts facts)
    {
        var result = ConditionResult.Fails;
        foreach (var row in rows)
        {
            result = Or(result, AllTerms(row, facts));
            if (result == ConditionResult.Holds) break;
        }

        return result;
    }

    private static ConditionResult AllTerms(ImmutableArray<ConditionTerm> terms, ConnectionFacts facts)
    {
        var result = ConditionResult.Holds;
        foreach (var term in terms)
        {
            var one = AnyTest(term.AnyOf, facts);
            result = And(result, term.Negated ? Not(one) : one);
            if (result == ConditionResult.Fails) break;
        }

        return result;
    }

    private static ConditionResult AnyTest(ImmutableArray<AclTest> tests, ConnectionFacts facts)
    {
        var result = ConditionResult.Fails;
        foreach (var test in tests)
        {
            result = Or(result, Test(test, facts));
            if (result == ConditionResult.Holds) break;
        }

        return result;
    }

    private static ConditionResult Test(AclTest test, ConnectionFacts facts)
    {
        var status = SampleEvaluator.Evaluate(test.Sample, facts, out var value);
        if (status == SampleStatus.NeedMoreData) return ConditionResult.NeedMoreData;
        if (status == SampleStatus.Absent) return ConditionResult.Fails;
        return PatternMatcher.Matches(test, value) ? ConditionResult.Holds : ConditionResult.Fails;
    }

    private static ConditionResult Not(ConditionResult result) => result switch
    {
        ConditionResult.Holds => ConditionResult.Fails,
        ConditionResult.Fails => ConditionResult.Holds,
        _ => result,
    };

    private static ConditionResult And(ConditionResult a, ConditionResult b)
    {
        if (a == ConditionResult.Fails || b == ConditionResult.Fails) return ConditionResult.Fails;
        return a == ConditionResult.Holds ? b : a;
    }

    private static ConditionResult Or(ConditionResult a, ConditionResult b)
    {
        if (a == ConditionResult.Holds || b == ConditionResult.Holds) return ConditionResult.Holds;
        return a == ConditionResult.Fails ? b : a;
    }
}
