using System.Collections.Immutable;
using Lb.Configuration.Model;
using Lb.Core.StickTables;

namespace Lb.Admin.Metrics;

/// <summary>Rows of the stick tables, <c>haproxy_sticktable_*</c>.</summary>
internal static class StickTableFamilies
{
    public static ImmutableArray<MetricFamily> Rows { get; } =
    [
        Family("size", "Most entries that the stick table holds.", table => table.Size),
        Family("used", "Entries in the stick table.", table => table.Used),
    ];

    private static MetricFamily Family(string name, string help, Func<StickTable, long> read) =>
        new("haproxy_sticktable_" + name, MetricType.Gauge, MetricScopes.StickTable, "name,type", help, (writer, sources) =>
        {
            foreach (var backend in sources.State.Backends)
            {
                if (backend.StickTable is { } table)
                    writer.Sample().Label("name", backend.Name).Label("type", TypeOf(table)).Value(read(table));
            }
        });

    private static string TypeOf(StickTable table) => table.Type switch
    {
        StickKeyType.Ip => "ip",
        StickKeyType.Ipv6 => "ipv6",
        StickKeyType.Integer => "integer",
        StickKeyType.Binary => "binary",
        _ => "string",
    };
}
