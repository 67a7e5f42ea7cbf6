using System.Globalization;
using System.Text;
using Lb.Configuration.Model;
using Lb.Core.State;

namespace Lb.Admin.Statistics;

/// <summary>Writes the statistics as one HTML page: no scripts, nothing to load, readable as XML.</summary>
/// <param name="state">The running balancer.</param>
/// <param name="config">Path and refresh time of the page.</param>
/// <param name="version">Version of the program.</param>
public sealed class StatisticsPageWriter(RuntimeState state, StatsConfig config, string version)
{
    /// <summary>Content type of the output.</summary>
    public const string ContentType = "text/html; charset=utf-8";

    private const string Style =
        "body{font-family:sans-serif;font-size:13px;margin:1em 2em}table{border-collapse:collapse;margin:0 0 1.5em}"
        + "th,td{border:1px solid #bbb;padding:2px 6px;text-align:right;white-space:nowrap}th{background:#eee}"
        + "td.name,td.state{text-align:left}h1{font-size:20px}h2{font-size:15px;margin:0 0 .3em}"
        + ".frontend{background:#eef}.backend{background:#e8e8ff;font-weight:bold}.up{background:#d6f5d6}.changing{background:#fff3c4}"
        + ".down{background:#ffd0d0}.maint{background:#e6d3b8}.drain{background:#cfe8ff}.unchecked{background:#f2f2f2}";

    private readonly StringBuilder _page = new();

    /// <summary>Writes the page.</summary>
    /// <param name="options">What the request asked for.</param>
    public string Write(StatisticsOptions options)
    {
        WriteHead(options);
        WriteProcess();
        foreach (var section in StatisticsRow.AllOf(state).GroupBy(row => row.ProxyName)) WriteSection(section, options);
        return _page.Append("</body></html>\n").ToString();
    }

    private void WriteHead(StatisticsOptions options)
    {
        _page.Append("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\" /><title>mqlb statistics</title>");
        if (config.Refresh is { } refresh && !options.NoRefresh)
            _page.Append(CultureInfo.InvariantCulture, $"<meta http-equiv=\"refresh\" content=\"{Math.Max(1, (long)refresh.TotalSeconds)}\" />");
        _page.Append("<style>").Append(Style).Append("</style></head>\n<body>");
    }

    private void WriteProcess()
    {
        var counters = state.Counters;
        var name = state.Config.Global.InstanceName is { } instance ? $" - {Text(instance)}" : "";
        var uptime = ShortDuration.Of(state.Time.GetUtcNow() - state.StartedAt);
        _page.Append(CultureInfo.InvariantCulture, $"<h1>mqlb {Text(version)}{name}</h1>\n<p>pid {Environment.ProcessId}, up {uptime}. ");
        _page.Append(CultureInfo.InvariantCulture, $"Connections: {counters.Connections.Current} open, {counters.Connections.Max} at most, ");
        _page.Append(CultureInfo.InvariantCulture, $"{counters.ConnectionsTotal.Value} in all, {counters.ConnectionRate.PerSecond}/s; ");
        _page.Append(CultureInfo.InvariantCulture, $"with TLS {counters.TlsConnections.Current} open, {counters.TlsConnectionsTotal.Value} in all. ");
        _page.Append(CultureInfo.InvariantCulture, $"Lost log lines: {counters.DroppedLogs.Value}.</p>\n<p>");
        var path = Text(config.Path);
        _page.Append(CultureInfo.InvariantCulture, $"<a href=\"{path}\">Refresh now</a> | <a href=\"{path};norefresh\">Stop refreshing</a> | ");
        _page.Append(CultureInfo.InvariantCulture, $"<a href=\"{path};up\">Hide servers that are down</a> | <a href=\"{path};csv\">CSV</a></p>\n");
    }

    private void WriteSection(IGrouping<string, StatisticsRow> section, StatisticsOptions options)
    {
        _page.Append("<h2>").Append(Text(section.Key)).Append("</h2>\n<table>");
        StatisticsTable.AppendHead(_page);
        foreach (var row in section.Where(row => !options.UpOnly || row.Server is not { Status: ServerStatus.Down }))
        {
            _page.Append("<tr class=\"").Append(ClassOf(row)).Append("\">");
            foreach (var column in StatisticsTable.Columns) column.AppendCell(_page, row);
            _page.Append("</tr>\n");
        }

        _page.Append("</table>\n");
    }

    private static string ClassOf(StatisticsRow row)
    {
        if (row.Server is not { } server) return row.Frontend is null ? "backend" : "frontend";
        return server.Status switch
        {
            ServerStatus.Maintenance => "maint",
            ServerStatus.Drain => "drain",
            ServerStatus.Down => server.Health!.IsFullyDown ? "down" : "changing",
            _ when server.Health is null => "unchecked",
            _ => server.Health.IsFullyUp || !server.Health.IsChecked ? "up" : "changing",
        };
    }

    private static string Text(string text) => HtmlText.Of(text);
}
