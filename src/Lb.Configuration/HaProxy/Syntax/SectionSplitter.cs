using System.Collections.Frozen;
using Lb.Configuration.Diagnostics;
using Lb.Configuration.HaProxy.Keywords;

namespace Lb.Configuration.HaProxy.Syntax;

/// <summary>Groups statements into sections.</summary>
internal static class SectionSplitter
{
    /// <summary>Words that begin a section which this version reads.</summary>
    public static readonly FrozenSet<string> Known = new[] { "global", "defaults", "frontend", "backend", "listen" }.ToFrozenSet();

    private static readonly FrozenSet<string> Macros =
        new[] { ".if", ".elif", ".else", ".endif", ".notice", ".warning", ".alert", ".diag" }.ToFrozenSet();

    /// <summary>Sections in file order. Statements in front of the first section are errors; so are sections that are not built yet, once
    /// each, and their lines are not read.</summary>
    public static List<Section> Split(IEnumerable<Statement> statements, ConfigDiagnostics diagnostics)
    {
        var sections = new List<Section>();
        var unbuilt = false;
        foreach (var statement in statements)
        {
            var word = statement.Words[0];
            if (Macros.Contains(word))
            {
                diagnostics.Error(statement.Location, $"'{word}' is a directive of HAProxy that this version does not have yet.");
            }
            else if (Known.Contains(word))
            {
                unbuilt = false;
                sections.Add(new Section(statement, []));
            }
            else if (IsUnbuiltSection(statement))
            {
                unbuilt = true;
                diagnostics.Error(statement.Location,
                    $"'{word}' is a section of HAProxy that this version does not have yet; its lines were not read.");
            }
            else if (!unbuilt)
            {
                AddTo(sections, statement, diagnostics);
            }
        }

        return sections;
    }

    // 'cache' and a few others begin a section only at the head of a line of their own; no statement shares their names.
    private static bool IsUnbuiltSection(Statement statement) => UnbuiltKeywords.Sections.Contains(statement.Words[0]);

    private static void AddTo(List<Section> sections, Statement statement, ConfigDiagnostics diagnostics)
    {
        if (sections.Count > 0)
        {
            sections[^1].Statements.Add(statement);
            return;
        }

        var word = statement.Words[0];
        diagnostics.Error(
            statement.Location,
            $"'{word}' stands in front of the first section. Begin with global, defaults, frontend, backend or listen."
            + KeywordSuggestion.For(word, Known));
    }
}
