using System.Text;
using Lb.Configuration.Nginx.Directives;

namespace Lb.Configuration.Nginx;

/// <summary>The reference of the nginx dialect, written from the directive table.</summary>
public static class NginxReference
{
    private const string Introduction = """
        # Configuration: the nginx dialect

        A file whose statements end in `;` is read as an nginx `stream` configuration. An `events` block is not needed. Times are in seconds
        without a unit, and combine (`1h30m`); sizes take `k` and `m`. Relative paths start at the folder of the main file.
        A directive of nginx that is missing here is refused by name; none is ignored without a word.

        This page is written from the directive table of the program.

        | directive | stands in | arguments | meaning |
        | --- | --- | --- | --- |

        """;

    /// <summary>The page as Markdown.</summary>
    public static string Render()
    {
        var page = new StringBuilder(Introduction.ReplaceLineEndings("\n"));
        foreach (var row in NginxDirectiveTable.Rows)
            page.Append($"| `{row.Name}` | {Places(row.Contexts)} | {ArgumentCount(row)} | {row.Documentation} |\n");
        return page.ToString();
    }

    /// <summary>How many arguments a directive takes, for messages and the page.</summary>
    internal static string ArgumentCount(NginxDirective row) => (row.MinArguments, row.MaxArguments) switch
    {
        (0, 0) => "none",
        (var n, int.MaxValue) => $"{n} or more",
        var (least, most) when least == most => $"{least}",
        var (least, most) => $"{least} to {most}",
    };

    private static string Places(NginxContexts contexts) =>
        string.Join(", ", Enum.GetValues<NginxContexts>().Where(c => contexts.HasFlag(c)).Select(c => c.ToString().ToLowerInvariant()));
}
