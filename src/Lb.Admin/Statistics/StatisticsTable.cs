using System.Collections.Immutable;
using System.Text;
using Lb.Core.Health;

namespace Lb.Admin.Statistics;

/// <summary>The columns of the page, in groups under two lines of headings.</summary>
internal static class StatisticsTable
{
    private static readonly ImmutableArray<(string Title, ImmutableArray<TableColumn> Columns)> Groups =
    [
        ("", [new TableColumn("Name", "name", row => (row.ServiceName, ""))]),
        ("Status", [new TableColumn("State", "state", State), new TableColumn("Last check", "state", LastCheck)]),
        ("Queue", [Of("Cur", "qcur"), Of("Max", "qmax")]),
        ("Sessions per s", [Of("Cur", "rate"), Of("Max", "rate_max")]),
        ("Sessions", [Of("Cur", "scur"), Of("Max", "smax"), Of("Limit", "slim"), Of("Total", "stot"), Of("Balanced", "lbtot"), new TableColumn("Last", "", LastSession)]),
        ("Bytes", [Of("In", "bin"), Of("Out", "bout")]),
        ("Denied", [Of("Conn", "dcon"), Of("Req", "dreq")]),
        ("Errors", [Of("Req", "ereq"), Of("Conn", "econ"), Of("Client aborts", "cli_abrt"), Of("Server aborts", "srv_abrt")]),
        ("Warnings", [Of("Retr", "wretr"), Of("Redis", "wredis")]),
        ("Server", [Of("Weight", "weight"), Of("Act", "act"), Of("Bck", "bck"), Of("Failed checks", "chkfail"), Of("Downs", "chkdown"), new TableColumn("Downtime", "", Downtime)]),
    ];

    /// <summary>All columns.</summary>
    public static ImmutableArray<TableColumn> Columns { get; } = [.. Groups.SelectMany(group => group.Columns)];

    /// <summary>Appends both lines of headings.</summary>
    public static void AppendHead(StringBuilder page)
    {
        page.Append("<tr>");
        foreach (var (title, columns) in Groups) page.Append("<th colspan=\"").Append(columns.Length).Append("\">").Append(title).Append("</th>");
        page.Append("</tr>\n<tr>");
        foreach (var column in Columns) page.Append("<th>").Append(column.Title).Append("</th>");
        page.Append("</tr>\n");
    }

    private static TableColumn Of(string title, string name)
    {
        var column = StatisticsColumns.Find(name)!;
        return new TableColumn(title, "", row => (column.Read(row), ""));
    }

    private static (string Text, string More) State(StatisticsRow row)
    {
        if (row.Frontend is not null) return ("OPEN", "");
        var status = row.Server?.DisplayStatus ?? (row.Backend!.IsUp ? "UP" : "DOWN");
        return ($"{ShortDuration.Of(row.Server?.SinceChange ?? row.Backend!.SinceChange)} {status}", "");
    }

    private static (string Text, string More) LastCheck(StatisticsRow row)
    {
        if (row.Server is not { Health: not null } server) return ("", "");
        var check = server.LastCheck;
        var words = CheckStatusTable.WordsOf(check.Status);
        var code = check.Code is { } number ? $"/{number}" : "";
        var text = server.Health.IsChecked
            ? $"{CheckStatusTable.CodeOf(check.Status)}{code} in {(long)check.Duration.TotalMilliseconds}ms"
            : CheckStatusTable.CodeOf(check.Status);
        return (text, string.IsNullOrEmpty(check.Info) ? words : $"{words}: {check.Info}");
    }

    private static (string Text, string More) LastSession(StatisticsRow row)
    {
        if (row.Frontend is not null) return ("", "");
        var since = row.Server is null ? row.Backend!.Counters.SessionRate.SinceLast : row.Server.Counters.SessionRate.SinceLast;
        return (since is { } value ? ShortDuration.Of(value) : "never", "");
    }

    private static (string Text, string More) Downtime(StatisticsRow row) =>
        row.Frontend is null ? (ShortDuration.Of(row.Server?.Downtime ?? row.Backend!.Downtime), "") : ("", "");
}
