using System.Text;

namespace Lb.Admin.Metrics;

/// <summary>The reference page of the metrics, made from <see cref="MetricTable"/>.</summary>
public static class MetricReference
{
    private const string Head =
        """
        # Metrics

        Prometheus text (format 0.0.4), served by a frontend in `mode http` with
        `http-request use-service prometheus-exporter if { path /metrics }`.

        Where something means the same as in HAProxy it has HAProxy's name, labels and type, so that dashboards and alerts for HAProxy keep
        working; what HAProxy has not begins with `mqlb_`. Label values are names from the config or words of closed lists, never a client
        id, an address or a topic. `NaN` = no value now, for example the limit of a server without `maxconn`.

        `?scope=global|frontend|backend|server|sticktable` writes only these families (any number of times; `*` = all); another word is
        answered with 400. `?no-maint` leaves out servers in maintenance.

        This page is written from the table of metrics of the program.

        | name | type | labels | scope | meaning |
        | --- | --- | --- | --- | --- |

        """;

    /// <summary>The page as Markdown.</summary>
    public static string Write()
    {
        var page = new StringBuilder(Head);
        foreach (var row in MetricTable.Rows)
        {
            var labels = row.Labels.Length == 0 ? "" : $"`{row.Labels.Replace(",", "`, `", StringComparison.Ordinal)}`";
            page.Append("| `").Append(row.Name).Append("` | ").Append(Lower(row.Type)).Append(" | ").Append(labels).Append(" | ");
            page.Append(Lower(row.Scope)).Append(" | ").Append(row.Help).Append(" |\n");
        }

        return page.ToString();
    }

    private static string Lower<TWord>(TWord word)
        where TWord : struct, Enum => word.ToString().ToLowerInvariant();
}
