using System.Collections.Immutable;
using Lb.Configuration.HaProxy.Drafts;
using Lb.Configuration.HaProxy.Keywords;
using Lb.Configuration.HaProxy.Syntax;

namespace Lb.Configuration.HaProxy.Building;

/// <summary>Runs the rows of the statements of one section.</summary>
internal sealed class SectionParser(ConfigDraft config)
{
    /// <summary>Reads section <c>global</c>.</summary>
    public void ParseGlobal(Section section)
    {
        foreach (var statement in section.Statements)
            ParseGlobal(statement);
    }

    /// <summary>Reads a proxy section. Acls come first, since conditions look them up; the order of lines is judged by their
    /// numbers.</summary>
    public void ParseProxy(Section section, ProxyDraft proxy)
    {
        foreach (var statement in section.Statements.Where(IsAcl))
            ParseProxy(statement, proxy);
        foreach (var statement in section.Statements.Where(statement => !IsAcl(statement)))
            ParseProxy(statement, proxy);
    }

    private static bool IsAcl(Statement statement) => statement.Words[0] == "acl";

    private void ParseGlobal(Statement statement)
    {
        var row = StatementTables.Global.Find(statement.Words);
        if (row is null)
        {
            UnknownStatement.Report(config, statement, statement.Words, "global", SectionKinds.Global);
            return;
        }

        var words = new WordCursor(statement.Words);
        words.Skip(row.WordCount);
        var context = new GlobalContext(row.Name, words, statement.Location, config);
        row.Parse(context);
    }

    private void ParseProxy(Statement statement, ProxyDraft proxy)
    {
        var negated = statement.Words is ["no", _, ..];
        var name = negated ? statement.Words[1..] : statement.Words;
        var row = StatementTables.Proxy.Find(name);
        if (row is null)
            UnknownStatement.Report(config, statement, name, proxy.KindName, proxy.Kind);
        else if (negated && !row.Negatable)
            config.Diagnostics.Error(statement.Location,
                $"'no {row.Name}': 'no' cannot stand in front of '{row.Name}'. Leave the line out instead.");
        else if ((row.Sections & proxy.Kind) == 0)
            ReportWrongSection(statement, row, proxy);
        else
            Run(statement, name, row, proxy, negated);
    }

    private void Run(Statement statement, ImmutableArray<string> name, ProxyKeyword row, ProxyDraft proxy, bool negated)
    {
        var words = new WordCursor(name);
        words.Skip(row.WordCount);
        var last = name[row.WordCount - 1];
        var open = last.IndexOf('(', StringComparison.Ordinal);
        var context = new ProxyContext(negated ? $"no {row.Name}" : row.Name, words, statement.Location, config, proxy)
        {
            Negated = negated,
            Parenthesis = open >= 0 ? last[(open + 1)..].TrimEnd(')') : null,
        };
        row.Parse(context);
    }

    private void ReportWrongSection(Statement statement, ProxyKeyword row, ProxyDraft proxy)
    {
        if (proxy.Kind == SectionKinds.Defaults)
        {
            config.Diagnostics.Error(statement.Location,
                $"'{row.Name}': not allowed in 'defaults'. Move the line to the sections that need it.");
            return;
        }

        var (lacks, belongs) = row.Sections.HasFlag(SectionKinds.Frontend)
            ? ("binds of its own", "frontend")
            : ("servers of its own", "backend");
        var why = $"because {proxy.Title} has no {lacks}. Move the line to a {belongs} or listen section.";
        if (row.FailsElsewhere)
            config.Diagnostics.Error(statement.Location, $"'{row.Name}': not allowed here {why}");
        else
            config.Diagnostics.Warning(statement.Location, $"'{row.Name}': ignored {why}");
    }
}
