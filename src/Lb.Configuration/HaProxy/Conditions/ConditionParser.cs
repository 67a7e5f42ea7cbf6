using System.Collections.Immutable;
using Lb.Configuration.Diagnostics;
using Lb.Configuration.HaProxy.Keywords;
using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Conditions;

/// <summary>Parses what follows <c>if</c> and <c>unless</c> (HAProxy manual 7.2).</summary>
internal sealed class ConditionParser(ProxyContext context)
{
    /// <summary>Reads an optional condition at the end of a statement.</summary>
    /// <param name="context">Statement whose words are at the condition.</param>
    /// <param name="condition">Null = none written.</param>
    /// <returns>False after an error.</returns>
    public static bool TryReadOptional(ProxyContext context, out ConditionConfig? condition)
    {
        condition = null;
        if (context.Words.AtEnd)
            return true;
        if (context.Words.Peek is "if" or "unless")
            return (condition = new ConditionParser(context).Parse()) is not null;

        context.Error($"'{context.Words.Peek}' is one word too many; only 'if' or 'unless' with a condition may follow."
            + KeywordSuggestion.For(context.Words.Peek!, ["if", "unless"]));
        context.Words.SkipAll();
        return false;
    }

    private ConditionConfig? Parse()
    {
        var unless = context.Words.Next() == "unless";
        var start = context.Words.Position;
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<ConditionTerm>>();
        var row = ImmutableArray.CreateBuilder<ConditionTerm>();
        while (context.Words.Next() is { } word)
        {
            if (word is "or" or "||")
            {
                if (row.Count == 0)
                    return Fail($"nothing stands in front of '{word}'.");
                rows.Add(row.ToImmutable());
                row.Clear();
            }
            else if (ParseTerm(word) is { } term)
            {
                row.Add(term);
            }
            else
            {
                context.Words.SkipAll();
                return null;
            }
        }

        if (row.Count == 0)
            return Fail("the condition ends where an acl is expected.");
        rows.Add(row.ToImmutable());
        return new ConditionConfig(unless, rows.ToImmutable(), context.Words.TextSince(start));
    }

    private ConditionTerm? ParseTerm(string word)
    {
        var negated = false;
        while (word.StartsWith('!'))
        {
            negated = !negated;
            word = word.Length > 1 ? word[1..] : context.Words.Next() ?? "";
        }

        return word switch
        {
            "" => FailTerm("an acl is missing behind '!'."),
            "{" => ParseAnonymous(negated),
            "and" or "&&" => FailTerm($"'{word}' is not written here: acls in a row are joined by 'and' already. Remove it."),
            ['{', ..] => FailTerm($"put a space behind '{{' in '{word}', and one in front of '}}'."),
            _ => ParseNamed(word, negated),
        };
    }

    private ConditionTerm? ParseAnonymous(bool negated)
    {
        if (AclParser.Parse(context, end: "}") is not { } test)
            return null;
        return context.Words.TrySkip("}")
            ? new ConditionTerm(negated, [test])
            : FailTerm("an anonymous acl is not closed. Add ' }' with a space in front of it.");
    }

    private ConditionTerm? ParseNamed(string name, bool negated)
    {
        if (context.Proxy.Acls.TryGetValue(name, out var acl))
            return acl.FirstLine.File != context.Location.File || acl.FirstLine.Line < context.Location.Line
                ? new ConditionTerm(negated, [.. acl.Tests])
                : FailTerm($"acl '{name}' is defined only at {acl.FirstLine}. Move it above the rules that use it.");
        if (PredefinedAcls.All.TryGetValue(name, out var test))
            return new ConditionTerm(negated, [test]);
        if (PredefinedAcls.Unbuilt.Contains(name))
            return FailTerm($"'{name}' is a predefined acl of HAProxy that this version does not have yet.");

        var known = context.Proxy.Acls.Keys.Order(StringComparer.Ordinal).ToList();
        var list = known.Count == 0 ? "This section defines none." : $"Acls of this section: {string.Join(", ", known)}.";
        return FailTerm($"there is no acl '{name}'. {list}{KeywordSuggestion.For(name, known.Concat(PredefinedAcls.All.Keys))}");
    }

    private ConditionTerm? FailTerm(string message)
    {
        context.Error(message);
        return null;
    }

    private ConditionConfig? Fail(string message)
    {
        context.Error(message);
        return null;
    }
}
