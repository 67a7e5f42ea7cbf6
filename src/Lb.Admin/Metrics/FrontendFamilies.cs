using System.Collections.Immutable;
using Lb.Core.State;

namespace Lb.Admin.Metrics;

/// <summary>Rows of the frontends, <c>haproxy_frontend_*</c>.</summary>
internal static class FrontendFamilies
{
    public static ImmutableArray<MetricFamily> Rows { get; } =
    [
        new("haproxy_frontend_status", MetricType.Gauge, MetricScopes.Frontend, "proxy,state",
            "1 for the state that the frontend is in, 0 for the other; UP as long as the process runs.", WriteStatus),
        Gauge("current_sessions", "Connections that are open.", frontend => frontend.Counters.Sessions.Current),
        Gauge("max_sessions", "Most connections that were open at one time.", frontend => frontend.Counters.Sessions.Max),
        Gauge("limit_sessions", "Its maxconn; NaN where only the process has a limit.", frontend => frontend.Config.MaxConnections ?? double.NaN),
        Counter("sessions_total", "Connections that passed the connection rules, the PROXY header and the TLS handshake.", frontend => frontend.Counters.SessionsTotal.Value),
        Gauge("current_session_rate", "Connections that were counted by sessions_total in the last second.", frontend => frontend.Counters.SessionRate.PerSecond),
        Gauge("max_session_rate", "Most connections that were counted by sessions_total in one second.", frontend => frontend.Counters.SessionRate.Max),
        Counter("connections_total", "Client legs accepted.", frontend => frontend.Counters.ConnectionsTotal.Value),
        Gauge("connections_rate_max", "Most client legs accepted in one second.", frontend => frontend.Counters.ConnectionRate.Max),
        Counter("bytes_in_total", "Bytes from clients, counted when a connection ends.", frontend => frontend.Counters.BytesIn.Value),
        Counter("bytes_out_total", "Bytes to clients, counted when a connection ends.", frontend => frontend.Counters.BytesOut.Value),
        Counter("denied_connections_total", "Client legs refused by 'tcp-request connection reject'.", frontend => frontend.Counters.DeniedConnections.Value),
        Counter("requests_denied_total", "Connections refused by 'tcp-request content reject'.", frontend => frontend.Counters.DeniedRequests.Value),
        Counter("request_errors_total", "Connections that ended by the client's doing before a server was picked: a bad header, a bad CONNECT, gone.", frontend => frontend.Counters.RequestErrors.Value),
        Counter("internal_errors_total", "Connections that ended by a bug of this program.", frontend => frontend.Counters.InternalErrors.Value),
    ];

    private static MetricFamily Counter(string name, string help, Func<FrontendState, long> read) =>
        Family(name, MetricType.Counter, help, frontend => read(frontend));

    private static MetricFamily Gauge(string name, string help, Func<FrontendState, double> read) => Family(name, MetricType.Gauge, help, read);

    private static MetricFamily Family(string name, MetricType type, string help, Func<FrontendState, double> read) =>
        new("haproxy_frontend_" + name, type, MetricScopes.Frontend, "proxy", help, (writer, sources) =>
        {
            foreach (var frontend in sources.State.Frontends) writer.Sample().Label("proxy", frontend.Name).Value(read(frontend));
        });

    private static void WriteStatus(ExpositionWriter writer, MetricSources sources)
    {
        foreach (var frontend in sources.State.Frontends)
        {
            writer.Sample().Label("proxy", frontend.Name).Label("state", "DOWN").Value(0);
            writer.Sample().Label("proxy", frontend.Name).Label("state", "UP").Value(1);
        }
    }
}
