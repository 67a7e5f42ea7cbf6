using System.Collections.Immutable;
using Lb.Core.State;

namespace Lb.Admin.Metrics;

/// <summary>Rows of the servers, <c>haproxy_server_*</c>.</summary>
internal static class ServerFamilies
{
    public static ImmutableArray<MetricFamily> Rows { get; } =
    [
        States("status", "1 for the state that the server is in, 0 for the others.", server => true, ServerStates.All, ServerStates.Of),
        Gauge("weight", "Weight that counts for balancing while the server is usable.", server => server.Weight),
        Gauge("uweight", "Weight as configured or set by an operator.", server => server.Weight),
        Gauge("current_sessions", "Connections open to the server.", server => server.Connections.Current),
        Gauge("max_sessions", "Most connections that were open to the server at one time.", server => server.Connections.Max),
        Gauge("limit_sessions", "Its maxconn; NaN where it has none.", server => LimitOf(server)),
        Gauge("used_connections_current", "Connections open to the server and in use; all of them, there are no idle ones.", server => server.Connections.Current),
        Counter("sessions_total", "Connections sent to the server.", server => server.Counters.SessionsTotal.Value),
        Gauge("current_session_rate", "Connections sent to the server in the last second.", server => server.Counters.SessionRate.PerSecond),
        Gauge("max_session_rate", "Most connections sent to the server in one second.", server => server.Counters.SessionRate.Max),
        Counter("loadbalanced_total", "Times that balancing chose the server; stickiness is not counted.", server => server.Counters.LoadBalanced.Value),
        Counter("bytes_in_total", "Bytes from clients to the server, counted when a connection ends.", server => server.Counters.BytesIn.Value),
        Counter("bytes_out_total", "Bytes from the server to clients, counted when a connection ends.", server => server.Counters.BytesOut.Value),
        Gauge("current_queue", "Connections that wait for a slot of this server.", server => server.Counters.Queue.Current),
        Gauge("max_queue", "Most connections that waited for a slot of this server at one time.", server => server.Counters.Queue.Max),
        Counter("connection_attempts_total", "Attempts to connect to the server.", server => server.Counters.ConnectionAttempts.Value),
        Counter("connection_errors_total", "Connections given up here after the last attempt to connect failed.", server => server.Counters.ConnectionErrors.Value),
        Counter("retry_warnings_total", "Further attempts to connect to this server.", server => server.Counters.Retries.Value),
        Counter("redispatch_warnings_total", "Connections that went to another server after an attempt here failed.", server => server.Counters.Redispatches.Value),
        Counter("client_aborts_total", "Connections broken off by the client while bytes were relayed.", server => server.Counters.ClientAborts.Value),
        Counter("server_aborts_total", "Connections broken off by the server while bytes were relayed.", server => server.Counters.ServerAborts.Value),
        Seconds("queue_time_average_seconds", "Average wait for a slot, of about the last 1024 connections.", server => server.Counters.QueueTime.Value),
        Seconds("connect_time_average_seconds", "Average time to connect, of about the last 1024 connections.", server => server.Counters.ConnectTime.Value),
        Seconds("total_time_average_seconds", "Average length of about the last 1024 connections.", server => server.Counters.TotalTime.Value),
        Gauge("last_session_seconds", "Time since a connection was sent to the server last, in whole seconds; -1 = never yet.",
            server => (long?)server.Counters.SessionRate.SinceLast?.TotalSeconds ?? -1),
        States("check_status", "1 for the result of the last check, 0 for the others.", IsChecked, CheckStates.All, CheckStates.Of),
        Checked("check_code", MetricType.Gauge, "Code in the answer to the last check, for example of the CONNACK; 0 without one.", server => server.LastCheck.Code ?? 0),
        CheckedSeconds("check_duration_seconds", "How long the last check took.", server => server.LastCheck.Duration),
        Checked("check_failures_total", MetricType.Counter, "Failed checks that counted, those of a server that was fully down not.", server => server.Counters.CheckFailures.Value),
        Checked("check_up_down_total", MetricType.Counter, "Times that the server went from up to down.", server => server.Counters.DownTransitions.Value),
        Gauge("check_last_change_seconds", "Time since the server's state changed last, in whole seconds.", server => (long)server.SinceChange.TotalSeconds),
        Counter("downtime_seconds_total", "Time that the server was down or in maintenance, in whole seconds.", server => (long)server.Downtime.TotalSeconds),
    ];

    private static bool IsChecked(ServerState server) => server.Health is not null;

    private static double LimitOf(ServerState server) => server.Config.MaxConnections == 0 ? double.NaN : server.Config.MaxConnections;

    private static MetricFamily Gauge(string name, string help, Func<ServerState, double> read) =>
        Family(name, MetricType.Gauge, help, (writer, sources) => Each(writer, sources, read, _ => true));

    private static MetricFamily Counter(string name, string help, Func<ServerState, long> read) =>
        Family(name, MetricType.Counter, help, (writer, sources) => Each(writer, sources, server => read(server), _ => true));

    private static MetricFamily Seconds(string name, string help, Func<ServerState, TimeSpan> read) =>
        Gauge(name, help, server => read(server).TotalSeconds);

    private static MetricFamily Checked(string name, MetricType type, string help, Func<ServerState, long> read) =>
        Family(name, type, help, (writer, sources) => Each(writer, sources, server => read(server), IsChecked));

    private static MetricFamily CheckedSeconds(string name, string help, Func<ServerState, TimeSpan> read) =>
        Family(name, MetricType.Gauge, help, (writer, sources) => Each(writer, sources, server => read(server).TotalSeconds, IsChecked));

    private static MetricFamily Family(string name, MetricType type, string help, Action<ExpositionWriter, MetricSources> write) =>
        new("haproxy_server_" + name, type, MetricScopes.Server, "proxy,server", help, write);

    private static MetricFamily States(
        string name, string help, Func<ServerState, bool> applies, ImmutableArray<string> states, Func<ServerState, string> read) =>
        new("haproxy_server_" + name, MetricType.Gauge, MetricScopes.Server, "proxy,server,state", help, (writer, sources) =>
        {
            foreach (var backend in sources.State.Backends)
            {
                foreach (var server in sources.ServersOf(backend).Where(applies))
                {
                    var current = read(server);
                    foreach (var state in states)
                    {
                        writer.Sample().Label("proxy", backend.Name).Label("server", server.Name).Label("state", state)
                            .Value(state == current ? 1 : 0);
                    }
                }
            }
        });

    private static void Each(ExpositionWriter writer, MetricSources sources, Func<ServerState, double> read, Func<ServerState, bool> applies)
    {
        foreach (var backend in sources.State.Backends)
        {
            foreach (var server in sources.ServersOf(backend).Where(applies))
                writer.Sample().Label("proxy", backend.Name).Label("server", server.Name).Value(read(server));
        }
    }
}
