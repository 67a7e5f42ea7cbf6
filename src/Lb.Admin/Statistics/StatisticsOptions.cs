namespace Lb.Admin.Statistics;

/// <summary>What a request asks for behind the path of the statistics: <c>/stats;csv;norefresh</c>.</summary>
/// <param name="Csv"><c>csv</c>: comma-separated values instead of the page.</param>
/// <param name="NoRefresh"><c>norefresh</c>: the browser does not reload.</param>
/// <param name="UpOnly"><c>up</c>: servers that are down are left out.</param>
public readonly record struct StatisticsOptions(bool Csv, bool NoRefresh, bool UpOnly)
{
    /// <summary>Reads a request path.</summary>
    /// <param name="requestPath">Path of the request with its query.</param>
    /// <param name="statsPath"><c>stats uri</c>; may hold a query of its own, as in <c>/haproxy?stats</c>.</param>
    /// <param name="options">What is asked for; unknown words are ignored.</param>
    /// <returns>False where the path is not that of the statistics.</returns>
    public static bool TryParse(string requestPath, string statsPath, out StatisticsOptions options)
    {
        ArgumentNullException.ThrowIfNull(requestPath);
        options = default;
        if (!requestPath.StartsWith(statsPath, StringComparison.Ordinal)) return false;
        var rest = requestPath[statsPath.Length..];
        if (rest.Length > 0 && rest[0] is not (';' or '?')) return false;
        var words = rest.Split(';', '?');
        options = new StatisticsOptions(words.Contains("csv"), words.Contains("norefresh"), words.Contains("up"));
        return true;
    }
}
