using Lb.Configuration.HaProxy.Drafts;

namespace Lb.Configuration.HaProxy.Keywords;

/// <summary>Row of the table of statements: what the reference shows, and what the parser of sections goes by.</summary>
/// <param name="Name">One to three words that the statement begins with; a last word such as <c>set-var(...)</c> counts without its
/// parenthesis.</param>
/// <param name="Sections">Where it may stand.</param>
/// <param name="Arguments">Arguments as the reference shows them; empty = none.</param>
/// <param name="Documentation">One line for the reference.</param>
internal abstract record StatementKeyword(string Name, SectionKinds Sections, string Arguments, string Documentation)
{
    /// <summary>Number of words of the name.</summary>
    public int WordCount { get; } = Name.Count(c => c == ' ') + 1;

    /// <summary>True where <c>no</c> may stand in front.</summary>
    public bool Negatable { get; init; }
}
