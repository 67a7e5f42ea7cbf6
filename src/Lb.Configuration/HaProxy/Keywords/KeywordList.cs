using System.Collections.Frozen;
using Lb.Configuration.Diagnostics;

namespace Lb.Configuration.HaProxy.Keywords;

/// <summary>Reads a list of keywords to the end of a line, as <c>bind</c> and <c>server</c> have it.</summary>
internal static class KeywordList
{
    /// <summary>Runs the row of each keyword. A keyword that is unknown ends the list, since nobody can tell how many arguments it has;
    /// one that is HAProxy's but not built yet is skipped with its arguments.</summary>
    public static void Read<TRow, TContext>(
        TContext context, string kind, FrozenDictionary<string, TRow> rows, FrozenDictionary<string, int> unbuilt,
        Action<TRow, TContext> run)
        where TContext : KeywordContext
    {
        while (context.Words.Next() is { } word)
        {
            if (rows.TryGetValue(word, out var row))
            {
                run(row, context);
            }
            else if (unbuilt.TryGetValue(word, out var arguments))
            {
                context.Error($"'{word}' is a {kind} keyword of HAProxy that this version does not have yet.");
                context.Words.Skip(arguments);
            }
            else
            {
                context.Error($"'{word}' is no {kind} keyword.{KeywordSuggestion.For(word, rows.Keys.Concat(unbuilt.Keys))}");
                context.Words.SkipAll();
            }
        }
    }
}
