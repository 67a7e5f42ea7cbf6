namespace Lb.Admin.Metrics;

/// <summary>Type of a metric family (Prometheus text format 0.0.4).</summary>
public enum MetricType
{
    /// <summary>Only grows, until the process restarts.</summary>
    Counter,

    /// <summary>Rises and falls.</summary>
    Gauge,

    /// <summary>Counts by upper bound, with sum and count.</summary>
    Histogram,
}
