using Lb.Configuration.Diagnostics;
using Lb.Configuration.Nginx.Directives;
using Lb.Configuration.Nginx.Syntax;

namespace Lb.Configuration.Nginx;

/// <summary>Finds the commonest slip in these files: a line without its <c>;</c>, which makes the next line an argument of it.</summary>
internal static class NginxMissingSemicolon
{
    /// <summary>Where a later line of the statement begins with a directive of the same block, reports the missing <c>;</c> and cuts there,
    /// so that both halves are still checked.</summary>
    public static (NginxStatement Whole, NginxStatement? Next) Split(
        NginxStatement statement, NginxDirective row, NginxContexts context, ConfigDiagnostics diagnostics)
    {
        if (row.MaxArguments == int.MaxValue) return (statement, null);
        var line = statement.Location.Line;
        for (var i = 0; i < statement.Arguments.Length; i++)
        {
            var word = statement.Arguments[i];
            if (word.Line > line && NginxDirectiveTable.Find(word.Text, context) is not null)
            {
                diagnostics.Error(statement.Location with { Line = line }, $"'{statement.Name}': ';' is missing at the end of this line.");
                return Cut(statement, i);
            }

            line = word.Line;
        }

        return (statement, null);
    }

    private static (NginxStatement Whole, NginxStatement Next) Cut(NginxStatement statement, int at)
    {
        var next = statement.Arguments[at];
        var whole = statement with { Arguments = statement.Arguments[..at], Block = null };
        var rest = new NginxStatement(
            next.Text, statement.Arguments[(at + 1)..], statement.Block, statement.Location with { Line = next.Line });
        return (whole, rest);
    }
}
