using System.Buffers;
using System.Collections.Immutable;

namespace Lb.Admin.Metrics;

/// <summary>All metrics, in the order in which they are written. docs/metrics.md is made from this table.</summary>
public static class MetricTable
{
    /// <summary>Content type of <see cref="Write"/>'s output.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>All rows.</summary>
    public static ImmutableArray<MetricFamily> Rows { get; } =
    [
        .. ProcessFamilies.Rows,
        .. FrontendFamilies.Rows,
        .. BackendFamilies.Rows,
        .. ServerFamilies.Rows,
        .. StickTableFamilies.Rows,
        .. MqttFamilies.Rows,
        .. RuntimeFamilies.Rows,
    ];

    /// <summary>Writes the families of some scopes as Prometheus text, format 0.0.4.</summary>
    public static void Write(IBufferWriter<byte> output, MetricSources sources, MetricScopes scopes)
    {
        var writer = new ExpositionWriter(output);
        foreach (var family in Rows)
        {
            if ((family.Scope & scopes) != 0) family.Write(writer, sources);
        }
    }
}
