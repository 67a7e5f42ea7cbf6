using Lb.EndToEnd.Tests.Brokers;
using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Processes;

namespace Lb.EndToEnd.Tests.Observing;

/// <summary>The numbers over HTTP are those of the traffic.</summary>
public sealed class StatisticsTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private readonly int _port = Port.Take();
    private readonly int _http = Port.Take();
    private readonly HttpClient _browser = new() { Timeout = Patience.Limit };
    private Reference? _broker;

    private string Config => Section.Config(
        _port,
        [_broker!],
        $"check {Section.CheckIntervals}",
        """
            stick-table type string len 64 size 1k expire 1h
            stick on req.payload(0,0),mqtt_field_value(connect,client_identifier)
        """) + $$"""

        frontend pages
            mode http
            bind 127.0.0.1:{{_http}}
            stats enable
            stats uri /stats
            http-request use-service prometheus-exporter if { path /metrics }
        """;

    public async ValueTask InitializeAsync() => _broker = await Reference.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _broker!.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task CountsTheTraffic_InPrometheusText()
    {
        await using var mqlb = await Mqlb.StartAsync(Config, _folder);
        for (var i = 0; i < 3; i++) await Mqtt.VisitAsync(_port, "visitor");
        await mqlb.LineAsync(" f b/s1 ", count: 3);
        await using var stays = await Mqtt.ConnectAsync(_port, "stays");

        var lines = (await _browser.GetStringAsync(new Uri($"http://127.0.0.1:{_http}/metrics"))).Split('\n');

        Assert.Contains("""haproxy_frontend_sessions_total{proxy="f"} 4""", lines);
        Assert.Contains("""haproxy_frontend_current_sessions{proxy="f"} 1""", lines);
        Assert.Contains("""haproxy_backend_sessions_total{proxy="b"} 4""", lines);
        Assert.Contains("""haproxy_server_sessions_total{proxy="b",server="s1"} 4""", lines);
        Assert.Contains("""haproxy_server_current_sessions{proxy="b",server="s1"} 1""", lines);
        Assert.Contains("""haproxy_server_status{proxy="b",server="s1",state="UP"} 1""", lines);
        Assert.Contains(lines, line => line.StartsWith("mqlb_", StringComparison.Ordinal) && line.Contains("3.1.1", StringComparison.Ordinal) && line.EndsWith(" 4", StringComparison.Ordinal));
        // CONNACK for each; the three visitors sent CONNECT and DISCONNECT.
        Assert.Contains(lines, line => line.StartsWith("""haproxy_server_bytes_out_total{proxy="b",server="s1"} """, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ShowsTheServer_OnTheStatisticsPage()
    {
        await using var mqlb = await Mqlb.StartAsync(Config, _folder);
        await Mqtt.VisitAsync(_port, "visitor");
        await mqlb.LineAsync(" f b/s1 ");

        var page = await _browser.GetStringAsync(new Uri($"http://127.0.0.1:{_http}/stats"));
        var rows = (await _browser.GetStringAsync(new Uri($"http://127.0.0.1:{_http}/stats;csv"))).Split('\n');

        Assert.Contains("s1", page, StringComparison.Ordinal);
        var columns = rows[0].TrimStart('#', ' ').Split(',');
        var server = rows.Single(row => row.StartsWith("b,s1,", StringComparison.Ordinal)).Split(',');
        Assert.Equal("1", server[Array.IndexOf(columns, "stot")]);
        Assert.StartsWith("UP", server[Array.IndexOf(columns, "status")], StringComparison.Ordinal);
    }
}
