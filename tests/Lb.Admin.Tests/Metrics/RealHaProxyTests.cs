using Lb.Admin.Metrics;
using Lb.Testing.Balancers;

namespace Lb.Admin.Tests.Metrics;

/// <summary>Asks the real HAProxy for its metrics: whoever has a dashboard for it keeps it.</summary>
public sealed class RealHaProxyTests
{
    /// <summary>Names that HAProxy has only after 2.6.</summary>
    private static readonly string[] Newer =
        ["haproxy_frontend_current_session_rate", "haproxy_backend_current_session_rate", "haproxy_server_current_session_rate"];

    [Fact]
    public async Task NamesTypesAndLabelsAreHaproxys_WhereverTheNameIs()
    {
        Assert.True(RealHaProxy.IsInstalled, "haproxy is not installed: run tests/install");
        await using var haproxy = await RealHaProxy.StartAsync(Config);
        using var client = new HttpClient();
        var text = await client.GetStringAsync($"http://127.0.0.1:{haproxy.Port}/metrics");
        var theirs = ExpositionText.Parse(text).Families.ToDictionary(family => family.Name);
        var ours = MetricTable.Rows.Where(row => row.Name.StartsWith("haproxy_", StringComparison.Ordinal) && !Newer.Contains(row.Name)).ToList();
        Assert.NotEmpty(ours);
        foreach (var row in ours)
        {
            Assert.True(theirs.TryGetValue(row.Name, out var family), $"{row.Name} is not a name of HAProxy");
            Assert.True(Enum.Parse<MetricType>(family.Type, ignoreCase: true) == row.Type, $"{row.Name} is a {family.Type} in HAProxy");
            Assert.True(family.Labels.Contains(row.Labels), $"{row.Name} has the labels {string.Join(" or ", family.Labels)} in HAProxy");
        }
    }

    [Theory]
    [InlineData("haproxy_server_status")]
    [InlineData("haproxy_server_check_status")]
    [InlineData("haproxy_backend_status")]
    [InlineData("haproxy_backend_agg_server_status")]
    [InlineData("haproxy_backend_agg_check_status")]
    [InlineData("haproxy_frontend_status")]
    public async Task StatesAreHaproxys_ForEveryStateThatWeWrite(string name)
    {
        Assert.True(RealHaProxy.IsInstalled, "haproxy is not installed: run tests/install");
        await using var haproxy = await RealHaProxy.StartAsync(Config);
        using var client = new HttpClient();
        var theirs = StatesOf(await client.GetStringAsync($"http://127.0.0.1:{haproxy.Port}/metrics"), name);
        await using var running = new RunningState();
        var ours = StatesOf(MetricTableText.Of(running, MetricScopes.All), name);
        Assert.NotEmpty(ours);
        Assert.Subset(theirs, ours);
    }

    private static HashSet<string> StatesOf(string text, string name) =>
        [.. text.Split('\n').Where(line => line.StartsWith(name + "{", StringComparison.Ordinal)).Select(line => line.Split("state=\"")[1].Split('"')[0])];

    private static string Config(int port) =>
        $$"""
        defaults
            timeout connect 1s
            timeout client 5s
            timeout server 5s
        listen metrics
            mode http
            bind 127.0.0.1:{{port}}
            http-request use-service prometheus-exporter if { path /metrics }
        backend brokers
            mode tcp
            stick-table type string len 64 size 1k
            server b1 127.0.0.1:{{port}} check inter 1s
        """;
}
