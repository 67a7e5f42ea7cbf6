using System.Collections.Frozen;
using System.Collections.Immutable;
using Lb.Configuration.Diagnostics;
using Lb.Configuration.HaProxy.Drafts;
using Lb.Configuration.HaProxy.Keywords;
using Lb.Configuration.HaProxy.Samples;
using Lb.Configuration.HaProxy.Syntax;

namespace Lb.Configuration.HaProxy.Building;

/// <summary>Says what is wrong with a statement that no row knows: HAProxy's own but not built yet, in the wrong section, or
/// misspelt.</summary>
internal static class UnknownStatement
{
    /// <summary>Adds the error.</summary>
    /// <param name="config">Takes the error.</param>
    /// <param name="statement">The line.</param>
    /// <param name="words">Its words without a leading <c>no</c>.</param>
    /// <param name="section">Section as the message calls it.</param>
    /// <param name="kind">Kind of section.</param>
    public static void Report(ConfigDraft config, Statement statement, ImmutableArray<string> words, string section, SectionKinds kind)
    {
        var (rows, unbuilt) = kind == SectionKinds.Global
            ? (StatementTables.Global.Rows.CastArray<StatementKeyword>(), UnbuiltKeywords.Global)
            : (StatementTables.Proxy.Rows.CastArray<StatementKeyword>(), UnbuiltKeywords.Proxy);
        config.Diagnostics.Error(statement.Location, Describe(words, section, rows, unbuilt));
    }

    private static string Describe(
        ImmutableArray<string> words, string section, ImmutableArray<StatementKeyword> rows, FrozenSet<string> unbuilt)
    {
        for (var count = Math.Min(3, words.Length); count > 0; count--)
        {
            var name = KeywordTable<StatementKeyword>.NameOf(words, count);
            if (unbuilt.Contains(name))
                return $"'{name}' is a keyword of HAProxy that this version does not have yet. Remove the line, or keep HAProxy for this section.";
        }

        return LookAlikes.Describe(words[0]) ?? OtherSection(words[0], section) ?? Misspelt(words, section, rows);
    }

    private static string? OtherSection(string word, string section)
    {
        var elsewhere = section == "global"
            ? StatementTables.Proxy.Rows.Any(row => row.Name == word)
            : StatementTables.Global.Rows.Any(row => row.Name == word);
        if (!elsewhere)
            return null;
        var place = section == "global" ? "a defaults, frontend, backend or listen section" : "section 'global'";
        return $"'{word}' does not belong into section '{section}'. Move the line to {place}.";
    }

    // When the first word is right ("timeout", "option"), the second one is what is misspelt.
    private static string Misspelt(ImmutableArray<string> words, string section, ImmutableArray<StatementKeyword> rows)
    {
        var second = rows.Where(row => row.Name.StartsWith(words[0] + " ", StringComparison.Ordinal)).Select(row => row.Name).ToList();
        if (second.Count == 0)
            return $"unknown keyword '{words[0]}' in section '{section}'.{KeywordSuggestion.For(words[0], rows.Select(row => row.Name.Split(' ')[0]))}";
        if (words.Length == 1)
            return $"'{words[0]}' needs a second word, one of {Followers(second)}.";
        var common = words.Length > 2 && second.Any(name => name.StartsWith($"{words[0]} {words[1]} ", StringComparison.Ordinal)) ? 3 : 2;
        var written = KeywordTable<StatementKeyword>.NameOf(words, Math.Min(common, words.Length));
        return $"unknown keyword '{written}' in section '{section}'.{KeywordSuggestion.For(written, second)}";
    }

    private static string Followers(List<string> names) =>
        string.Join(", ", names.Select(name => name[(name.IndexOf(' ') + 1)..]).Distinct());
}
