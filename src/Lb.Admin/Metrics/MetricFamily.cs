namespace Lb.Admin.Metrics;

/// <summary>One row of the table of metrics.</summary>
/// <param name="Name">Name with its unit.</param>
/// <param name="Type">Type.</param>
/// <param name="Scope">Which <c>?scope=</c> it belongs to.</param>
/// <param name="Labels">Names of its labels, separated by commas; empty = none.</param>
/// <param name="Help">What it counts, in one sentence; also the words of docs/metrics.md.</param>
/// <param name="WriteSamples">Writes its samples.</param>
public sealed record MetricFamily(
    string Name, MetricType Type, MetricScopes Scope, string Labels, string Help, Action<ExpositionWriter, MetricSources> WriteSamples)
{
    /// <summary>Writes the family with its samples.</summary>
    public void Write(ExpositionWriter writer, MetricSources sources)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Family(Name, Type, Help);
        WriteSamples(writer, sources);
    }
}
