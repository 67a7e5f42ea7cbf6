using Lb.Admin.Metrics;
using Lb.Core.Closing;
using Lb.Core.State;
using Lb.Protocol.Connect;
using Lb.Protocol.Mqtt;

namespace Lb.Admin.Tests.Metrics;

public sealed class MetricTableTests
{
    [Fact]
    public async Task WritesTheFrontend_ByteForByte()
    {
        await using var running = new RunningState();
        running.Live();
        Assert.StartsWith(
            """
            # HELP haproxy_frontend_status 1 for the state that the frontend is in, 0 for the other; UP as long as the process runs.
            # TYPE haproxy_frontend_status gauge
            haproxy_frontend_status{proxy="mqtt",state="DOWN"} 0
            haproxy_frontend_status{proxy="mqtt",state="UP"} 1
            # HELP haproxy_frontend_current_sessions Connections that are open.
            # TYPE haproxy_frontend_current_sessions gauge
            haproxy_frontend_current_sessions{proxy="mqtt"} 1
            # HELP haproxy_frontend_max_sessions Most connections that were open at one time.
            # TYPE haproxy_frontend_max_sessions gauge
            haproxy_frontend_max_sessions{proxy="mqtt"} 1
            # HELP haproxy_frontend_limit_sessions Its maxconn; NaN where only the process has a limit.
            # TYPE haproxy_frontend_limit_sessions gauge
            haproxy_frontend_limit_sessions{proxy="mqtt"} 500
            # HELP haproxy_frontend_sessions_total Connections that passed the connection rules, the PROXY header and the TLS handshake.
            # TYPE haproxy_frontend_sessions_total counter
            haproxy_frontend_sessions_total{proxy="mqtt"} 6

            """,
            Write(running, MetricScopes.Frontend),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task WritesStatesLimitsAndChecksOfServers_AsTheyStand()
    {
        await using var running = new RunningState();
        running.Live();
        var lines = Write(running, MetricScopes.Server).Split('\n');
        Assert.Equal(["b1 UP", "b2 DOWN", "b3 MAINT", "b4 UP"], Ones(lines, "haproxy_server_status"));
        Assert.Equal(["b1 L7OK", "b2 L4CON"], Ones(lines, "haproxy_server_check_status"));
        Assert.Contains("haproxy_server_limit_sessions{proxy=\"brokers\",server=\"b1\"} 100", lines);
        Assert.Contains("haproxy_server_limit_sessions{proxy=\"brokers\",server=\"b2\"} NaN", lines);
        Assert.Contains("haproxy_server_check_duration_seconds{proxy=\"brokers\",server=\"b1\"} 0.012", lines);
        Assert.Contains("haproxy_server_check_failures_total{proxy=\"brokers\",server=\"b2\"} 1", lines);
        Assert.Contains("haproxy_server_downtime_seconds_total{proxy=\"brokers\",server=\"b2\"} 75", lines);
        Assert.Contains("haproxy_server_last_session_seconds{proxy=\"brokers\",server=\"b1\"} 75", lines);
        Assert.Contains("haproxy_server_last_session_seconds{proxy=\"brokers\",server=\"b2\"} -1", lines);
        Assert.DoesNotContain(lines, line => line.StartsWith("haproxy_server_check_code{proxy=\"brokers\",server=\"b4\"}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CountsServersByState_InTheBackend()
    {
        await using var running = new RunningState();
        running.Live();
        var lines = Write(running, MetricScopes.Backend).Split('\n');
        Assert.Contains("haproxy_backend_agg_server_status{proxy=\"brokers\",state=\"UP\"} 2", lines);
        Assert.Contains("haproxy_backend_agg_server_status{proxy=\"brokers\",state=\"DOWN\"} 1", lines);
        Assert.Contains("haproxy_backend_agg_check_status{proxy=\"brokers\",state=\"L4CON\"} 1", lines);
        Assert.Contains("haproxy_backend_active_servers{proxy=\"brokers\"} 1", lines);
        Assert.Contains("haproxy_backend_backup_servers{proxy=\"brokers\"} 1", lines);
        running.Backend.SetAdmin(running.Backend.Servers[0], AdminState.Maintenance);
        running.Backend.SetAdmin(running.Backend.Servers[3], AdminState.Maintenance);
        Assert.Contains("haproxy_backend_status{proxy=\"brokers\",state=\"DOWN\"} 1", Write(running, MetricScopes.Backend).Split('\n'));
    }

    [Fact]
    public async Task WritesWhatClientsSaid_ByVersionReasonAndKeepAlive()
    {
        await using var running = new RunningState();
        var mqtt = running.Frontend.Mqtt;
        mqtt.Connects[MqttProtocolVersion.V311].Add(3);
        running.Frontend.Counters.CloseReasons[CloseReason.ServerTimeout].Add(2);
        mqtt.ParseFailures[ConnectError.ProtocolName].Increment();
        foreach (var seconds in new[] { 0, 60, 61, 20000 }) mqtt.KeepAlive.Observe(seconds);
        var lines = Write(running, MetricScopes.Frontend).Split('\n');
        Assert.Contains("mqlb_frontend_mqtt_connects_total{proxy=\"mqtt\",version=\"3.1.1\"} 3", lines);
        Assert.Contains("mqlb_frontend_mqtt_connects_total{proxy=\"mqtt\",version=\"5.0\"} 0", lines);
        Assert.Contains("mqlb_frontend_connections_closed_total{proxy=\"mqtt\",reason=\"server_timeout\"} 2", lines);
        Assert.Contains("mqlb_frontend_mqtt_connect_failures_total{proxy=\"mqtt\",reason=\"protocol_name\"} 1", lines);
        Assert.Contains("mqlb_frontend_mqtt_keepalive_seconds_bucket{proxy=\"mqtt\",le=\"0\"} 1", lines);
        Assert.Contains("mqlb_frontend_mqtt_keepalive_seconds_bucket{proxy=\"mqtt\",le=\"60\"} 2", lines);
        Assert.Contains("mqlb_frontend_mqtt_keepalive_seconds_bucket{proxy=\"mqtt\",le=\"18000\"} 3", lines);
        Assert.Contains("mqlb_frontend_mqtt_keepalive_seconds_bucket{proxy=\"mqtt\",le=\"+Inf\"} 4", lines);
        Assert.Contains("mqlb_frontend_mqtt_keepalive_seconds_sum{proxy=\"mqtt\"} 20121", lines);
        Assert.Contains("mqlb_frontend_mqtt_keepalive_seconds_count{proxy=\"mqtt\"} 4", lines);
    }

    [Fact]
    public async Task TellsFullHandshakesFromResumedOnes_OfTheLastSecondAndInAll()
    {
        await using var running = new RunningState();
        var handshakes = running.State.Counters.Handshakes;
        handshakes.Count(isResumed: false);
        running.Time.Advance(TimeSpan.FromSeconds(5));
        handshakes.Count(isResumed: false);
        for (var i = 0; i < 3; i++) handshakes.Count(isResumed: true);
        handshakes.Count(isResumed: null);
        var lines = Write(running, MetricScopes.Global).Split('\n');
        Assert.Contains("haproxy_process_current_frontend_ssl_key_rate 1", lines);
        Assert.Contains("haproxy_process_max_frontend_ssl_key_rate 1", lines);
        Assert.Contains("haproxy_process_frontend_ssl_reuse 75", lines);
        Assert.Contains("mqlb_tls_handshakes_total{kind=\"full\"} 2", lines);
        Assert.Contains("mqlb_tls_handshakes_total{kind=\"resumed\"} 3", lines);
        Assert.Contains("mqlb_tls_handshakes_total{kind=\"unknown\"} 1", lines);
    }

    [Fact]
    public async Task SaysThatNothingWasResumed_WhenThereWasNoHandshakeOrOnlyFullOnes()
    {
        await using var running = new RunningState();
        Assert.Contains("haproxy_process_frontend_ssl_reuse 0", Write(running, MetricScopes.Global).Split('\n'));
        running.State.Counters.Handshakes.Count(isResumed: false);
        Assert.Contains("haproxy_process_frontend_ssl_reuse 0", Write(running, MetricScopes.Global).Split('\n'));
    }

    [Fact]
    public async Task LeavesOutServersInMaintenance_WhenAskedTo()
    {
        await using var running = new RunningState();
        var text = MetricTableText.Of(running, MetricScopes.All, leaveOutMaintenance: true);
        Assert.DoesNotContain("b3", text, StringComparison.Ordinal);
        Assert.Contains("b2", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WritesEveryRowWithItsLabels_AndNoNameTwice()
    {
        await using var running = new RunningState();
        var text = ExpositionText.Parse(Write(running, MetricScopes.All));
        Assert.Equal(MetricTable.Rows.Select(row => row.Name), text.Families.Select(family => family.Name));
        Assert.Distinct(MetricTable.Rows.Select(row => row.Name));
        foreach (var row in MetricTable.Rows)
        {
            var family = text.Families.Single(family => family.Name == row.Name);
            Assert.Equal(row.Type.ToString().ToLowerInvariant(), family.Type);
            Assert.All(family.Labels, labels => Assert.True(row.Labels == labels || row.Type == MetricType.Histogram, $"{row.Name}: {labels}"));
        }
    }

    [Fact]
    public void CountsInBaseUnitsAndSaysSo_InEveryName()
    {
        foreach (var row in MetricTable.Rows)
        {
            Assert.Equal(row.Type == MetricType.Counter, row.Name.EndsWith("_total", StringComparison.Ordinal));
            Assert.Matches("^[a-z][a-z0-9_]*$", row.Name);
            Assert.EndsWith(".", row.Help, StringComparison.Ordinal);
        }
    }

    private static string Write(RunningState running, MetricScopes scopes) => MetricTableText.Of(running, scopes);

    private static IEnumerable<string> Ones(string[] lines, string name) =>
        lines.Where(line => line.StartsWith(name + "{", StringComparison.Ordinal) && line.EndsWith(" 1", StringComparison.Ordinal))
            .Select(line => line.Split('"'))
            .Select(parts => $"{parts[3]} {parts[5]}");
}
