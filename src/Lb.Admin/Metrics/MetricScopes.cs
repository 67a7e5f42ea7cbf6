namespace Lb.Admin.Metrics;

/// <summary>What a scrape asks for with <c>?scope=</c>; words of HAProxy's exporter.</summary>
[Flags]
public enum MetricScopes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary><c>global</c>: the process.</summary>
    Global = 1,

    /// <summary><c>frontend</c>.</summary>
    Frontend = 2,

    /// <summary><c>backend</c>.</summary>
    Backend = 4,

    /// <summary><c>server</c>.</summary>
    Server = 8,

    /// <summary><c>sticktable</c>.</summary>
    StickTable = 16,

    /// <summary>Everything, which is also what a scrape without <c>scope</c> gets.</summary>
    All = Global | Frontend | Backend | Server | StickTable,
}
