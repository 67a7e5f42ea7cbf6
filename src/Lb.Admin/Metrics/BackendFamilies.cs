using System.Collections.Immutable;
using Lb.Core.State;

namespace Lb.Admin.Metrics;

/// <summary>Rows of the backends, <c>haproxy_backend_*</c>.</summary>
internal static class BackendFamilies
{
    private static readonly ImmutableArray<string> UpOrDown = ["DOWN", "UP"];

    public static ImmutableArray<MetricFamily> Rows { get; } =
    [
        States("status", "1 for the state that the backend is in, 0 for the other; UP while it has a usable server, or no server at all.",
            UpOrDown, (backend, sources, state) => backend.IsUp == (state == "UP") ? 1 : 0),
        States("agg_server_status", "Servers of the backend in each state.",
            ServerStates.All, (backend, sources, state) => sources.ServersOf(backend).Count(server => ServerStates.Of(server) == state)),
        States("agg_check_status", "Servers of the backend by the result of their last check.",
            CheckStates.All, (backend, sources, state) => sources.ServersOf(backend).Count(server => CheckStates.Of(server) == state)),
        Gauge("active_servers", "Usable servers that are not backups.", backend => backend.Snapshot.ActiveCount),
        Gauge("backup_servers", "Usable backups.", backend => backend.Snapshot.BackupCount),
        Gauge("weight", "Sum of the weights that count for balancing now.", backend => backend.Snapshot.TotalWeight),
        Gauge("uweight", "Sum of the weights of the usable servers, as configured or set by an operator.", backend => backend.Snapshot.TotalWeight),
        Gauge("current_sessions", "Connections that the backend was chosen for and that are open.", backend => backend.Counters.Sessions.Current),
        Gauge("max_sessions", "Most connections that were open at one time.", backend => backend.Counters.Sessions.Max),
        Counter("sessions_total", "Connections that the backend was chosen for.", backend => backend.Counters.SessionsTotal.Value),
        Gauge("current_session_rate", "Connections that the backend was chosen for in the last second.", backend => backend.Counters.SessionRate.PerSecond),
        Gauge("max_session_rate", "Most connections that the backend was chosen for in one second.", backend => backend.Counters.SessionRate.Max),
        Counter("loadbalanced_total", "Times that balancing chose a server; stickiness is not counted.", backend => backend.Counters.LoadBalanced.Value),
        Counter("bytes_in_total", "Bytes from clients to servers, counted when a connection ends.", backend => backend.Counters.BytesIn.Value),
        Counter("bytes_out_total", "Bytes from servers to clients, counted when a connection ends.", backend => backend.Counters.BytesOut.Value),
        Gauge("current_queue", "Connections that wait for a slot of any server.", backend => backend.Counters.Queue.Current),
        Gauge("max_queue", "Most connections that waited for a slot of any server at one time.", backend => backend.Counters.Queue.Max),
        Counter("connection_attempts_total", "Attempts to connect to a server.", backend => backend.Counters.ConnectionAttempts.Value),
        Counter("connection_errors_total", "Connections given up because no server could be reached or none was usable.", backend => backend.Counters.ConnectionErrors.Value),
        Counter("retry_warnings_total", "Further attempts to connect to the same server.", backend => backend.Counters.Retries.Value),
        Counter("redispatch_warnings_total", "Further attempts to connect that went to another server.", backend => backend.Counters.Redispatches.Value),
        Counter("requests_denied_total", "Connections refused by the backend's 'tcp-request content reject'.", backend => backend.Counters.DeniedRequests.Value),
        Counter("client_aborts_total", "Connections broken off by the client while bytes were relayed.", backend => backend.Counters.ClientAborts.Value),
        Counter("server_aborts_total", "Connections broken off by the server while bytes were relayed.", backend => backend.Counters.ServerAborts.Value),
        Seconds("queue_time_average_seconds", "Average wait for a slot, of about the last 1024 connections.", backend => backend.Counters.QueueTime.Value),
        Seconds("connect_time_average_seconds", "Average time to connect, of about the last 1024 connections.", backend => backend.Counters.ConnectTime.Value),
        Seconds("total_time_average_seconds", "Average length of about the last 1024 connections.", backend => backend.Counters.TotalTime.Value),
        Gauge("last_session_seconds", "Time since the backend was chosen last, in whole seconds; -1 = never yet.",
            backend => (long?)backend.Counters.SessionRate.SinceLast?.TotalSeconds ?? -1),
        Counter("check_up_down_total", "Times that the backend lost its last usable server.", backend => backend.Counters.DownTransitions.Value),
        Gauge("check_last_change_seconds", "Time since the backend went up or down last, in whole seconds.", backend => (long)backend.SinceChange.TotalSeconds),
        Counter("downtime_seconds_total", "Time that the backend had no usable server, in whole seconds.", backend => (long)backend.Downtime.TotalSeconds),
    ];

    private static MetricFamily Counter(string name, string help, Func<BackendState, long> read) =>
        Family(name, MetricType.Counter, help, backend => read(backend));

    private static MetricFamily Gauge(string name, string help, Func<BackendState, double> read) => Family(name, MetricType.Gauge, help, read);

    private static MetricFamily Seconds(string name, string help, Func<BackendState, TimeSpan> read) =>
        Gauge(name, help, backend => read(backend).TotalSeconds);

    private static MetricFamily Family(string name, MetricType type, string help, Func<BackendState, double> read) =>
        new("haproxy_backend_" + name, type, MetricScopes.Backend, "proxy", help, (writer, sources) =>
        {
            foreach (var backend in sources.State.Backends) writer.Sample().Label("proxy", backend.Name).Value(read(backend));
        });

    private static MetricFamily States(
        string name, string help, ImmutableArray<string> states, Func<BackendState, MetricSources, string, long> read) =>
        new("haproxy_backend_" + name, MetricType.Gauge, MetricScopes.Backend, "proxy,state", help, (writer, sources) =>
        {
            foreach (var backend in sources.State.Backends)
            {
                foreach (var state in states)
                    writer.Sample().Label("proxy", backend.Name).Label("state", state).Value(read(backend, sources, state));
            }
        });
}
