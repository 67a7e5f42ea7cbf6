using Lb.Admin.Metrics;
using Microsoft.AspNetCore.Http;

namespace Lb.Admin.Http;

/// <summary>What a scrape asks for in its query, as HAProxy's exporter reads it.</summary>
/// <param name="Scopes"><c>scope</c>, any number of them, together.</param>
/// <param name="LeaveOutMaintenance"><c>no-maint</c>: servers in maintenance are left out.</param>
public readonly record struct MetricQuery(MetricScopes Scopes, bool LeaveOutMaintenance)
{
    /// <summary>Reads a query; parameters that are not known are ignored.</summary>
    /// <returns>False where a scope is not known.</returns>
    public static bool TryParse(IQueryCollection query, out MetricQuery result)
    {
        ArgumentNullException.ThrowIfNull(query);
        result = new MetricQuery(MetricScopes.All, query.ContainsKey("no-maint"));
        if (!query.TryGetValue("scope", out var words)) return true;
        var scopes = MetricScopes.None;
        foreach (var word in words)
        {
            if (ScopesOf(word) is not { } one) return false;
            scopes |= one;
        }

        result = result with { Scopes = scopes };
        return true;
    }

    private static MetricScopes? ScopesOf(string? word) => word switch
    {
        "" => MetricScopes.None,
        "*" => MetricScopes.All,
        "global" => MetricScopes.Global,
        "frontend" => MetricScopes.Frontend,
        "backend" => MetricScopes.Backend,
        "server" => MetricScopes.Server,
        "sticktable" => MetricScopes.StickTable,
        _ => null,
    };
}
