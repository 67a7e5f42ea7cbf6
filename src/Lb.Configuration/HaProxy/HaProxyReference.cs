using System.Text;
using Lb.Configuration.HaProxy.Conditions;
using Lb.Configuration.HaProxy.Drafts;
using Lb.Configuration.HaProxy.Keywords;
using Lb.Configuration.HaProxy.Samples;

namespace Lb.Configuration.HaProxy;

/// <summary>The reference of the haproxy.cfg dialect, written from the keyword tables.</summary>
public static class HaProxyReference
{
    private const string Introduction = """
        # Configuration: the haproxy.cfg dialect

        A file of statements, one a line, grouped into sections: `global`, `defaults`, `frontend`, `backend`, and `listen`, which is frontend
        and backend in one. Quotes, escapes, comments and environment variables (`"${NAME-default}"`, in double quotes and in addresses) are
        HAProxy's. Times are integers in milliseconds unless a unit follows: `us`, `ms`, `s`, `m`, `h`, `d`. Sizes take `k`, `m` and `g`, each
        1024 of the one before. Relative paths start at the working directory.

        A keyword of HAProxy's that is missing here is refused by name; none is ignored without a word. `mqlb -c -f FILE` shows all messages.
        What is marked *ours* does not exist in HAProxy.

        This page is written from the keyword tables of the program.

        """;

    /// <summary>The page as Markdown.</summary>
    public static string Render()
    {
        var page = new StringBuilder(Introduction.ReplaceLineEndings("\n"));
        Statements(page, "Section `global`", StatementTables.Global.Rows);
        Statements(page, "Sections `defaults`, `frontend`, `backend`, `listen`", StatementTables.Proxy.Rows);
        Table(page, "Keywords of `bind`", "keyword", BindKeywords.All.Select(row => (row.Name, row.Arguments, row.Documentation)));
        Table(page, "Keywords of `server` and `default-server`", "keyword", ServerKeywords.All.Select(row => (row.Name, row.Arguments, row.Documentation)));
        Table(page, "Options of `ssl-default-bind-options`", "option", TlsOptionKeyword.All.Select(row => (row.Name, row.Arguments, row.Documentation)));
        Table(page, "Sample fetches", "fetch", FetchKeywords.All.Select(row => (row.Name, row.Arguments, row.Documentation)));
        Table(page, "Converters", "converter", ConverterKeywords.All.Select(row => (row.Name, row.Arguments, row.Documentation)));
        Conditions(page);
        return page.ToString();
    }

    private static void Statements(StringBuilder page, string title, IEnumerable<StatementKeyword> rows)
    {
        page.Append($"\n## {title}\n\n| statement | stands in | arguments | meaning |\n| --- | --- | --- | --- |\n");
        foreach (var row in rows)
        {
            var no = row.Negatable ? "[no] " : "";
            page.Append($"| `{no}{row.Name}` | {Places(row.Sections)} | {Code(row.Arguments)} | {Sentence(row.Documentation)} |\n");
        }
    }

    private static void Table(StringBuilder page, string title, string what, IEnumerable<(string Name, string Arguments, string Documentation)> rows)
    {
        page.Append($"\n## {title}\n\n| {what} | arguments | meaning |\n| --- | --- | --- |\n");
        foreach (var (name, arguments, documentation) in rows)
            page.Append($"| `{name}` | {Code(arguments)} | {Sentence(documentation)} |\n");
    }

    private static void Conditions(StringBuilder page)
    {
        page.Append("\n## Conditions\n\nAcls in a row are joined by `and`; `or` and `||` join rows; `!` turns the next one round; `{ ... }` is an acl without a name.\n");
        page.Append($"Match methods of `-m`: {List(AclParser.MethodNames)}.\n");
        page.Append($"Shorthands: {string.Join(", ", AclKeyword.All.Select(row => $"`{row.Name}`"))}.\n");
        page.Append($"Predefined: {List(PredefinedAcls.All.Keys)}.\n");
        page.Append("\nRegular expressions are those of PCRE and POSIX but for what can take time without bound on what a client sends: lookaround (`(?=`, `(?!`,\n");
        page.Append("`(?<=`, `(?<!`), back references (`\\1`) and groups that bind (`(?>`) are errors. A second acl with `!` before it says what must not match.\n");
    }

    private static string Places(SectionKinds sections) => sections switch
    {
        SectionKinds.Global => "global",
        _ => string.Join(", ", new[] { SectionKinds.Defaults, SectionKinds.Frontend, SectionKinds.Backend }
            .Where(kind => sections.HasFlag(kind)).Select(kind => kind.ToString().ToLowerInvariant())),
    };

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal).Select(name => $"`{name}`"));

    private static string Code(string text) => text.Length == 0 ? "" : $"`{text.Replace("|", "\\|", StringComparison.Ordinal)}`";

    private static string Sentence(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}.".Replace("|", "\\|", StringComparison.Ordinal);
}
