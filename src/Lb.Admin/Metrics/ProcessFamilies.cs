using System.Collections.Immutable;

namespace Lb.Admin.Metrics;

/// <summary>Rows of the process under HAProxy's names, <c>haproxy_process_*</c>.</summary>
internal static class ProcessFamilies
{
    public static ImmutableArray<MetricFamily> Rows { get; } =
    [
        new("haproxy_process_build_info", MetricType.Gauge, MetricScopes.Global, "version", "1, with the version of this program.",
            (writer, sources) => writer.Sample().Label("version", sources.Version).Value(1)),
        Gauge("nbthread", "Threads that move bytes: what nbthread says, or one for each core.", sources => sources.State.Config.Global.Threads ?? Environment.ProcessorCount),
        Gauge("start_time_seconds", "When the balancer started, seconds since 1970.", sources => sources.State.StartedAt.ToUnixTimeSeconds()),
        Gauge("uptime_seconds", "How long the balancer has run, in whole seconds.", sources => (long)(sources.State.Time.GetUtcNow() - sources.State.StartedAt).TotalSeconds),
        Gauge("max_connections", "The process's maxconn; NaN where descriptors alone limit it.", sources => sources.State.Config.Global.MaxConnections ?? double.NaN),
        Gauge("current_connections", "Client legs that are open.", sources => sources.State.Counters.Connections.Current),
        Counter("connections_total", "Client legs accepted.", sources => sources.State.Counters.ConnectionsTotal.Value),
        Gauge("current_connection_rate", "Client legs accepted in the last second.", sources => sources.State.Counters.ConnectionRate.PerSecond),
        Gauge("max_connection_rate", "Most client legs accepted in one second.", sources => sources.State.Counters.ConnectionRate.Max),
        Gauge("current_ssl_connections", "Client legs with TLS that are open.", sources => sources.State.Counters.TlsConnections.Current),
        Counter("ssl_connections_total", "Client legs with TLS accepted.", sources => sources.State.Counters.TlsConnectionsTotal.Value),
        Gauge("current_ssl_rate", "Client legs with TLS accepted in the last second.", sources => sources.State.Counters.TlsConnectionRate.PerSecond),
        Gauge("max_ssl_rate", "Most client legs with TLS accepted in one second.", sources => sources.State.Counters.TlsConnectionRate.Max),
        Gauge("current_frontend_ssl_key_rate", "Full TLS handshakes in the last second; fast transport only.", sources => sources.State.Counters.Handshakes.FullRate.PerSecond),
        Gauge("max_frontend_ssl_key_rate", "Most full TLS handshakes in one second; fast transport only.", sources => sources.State.Counters.Handshakes.FullRate.Max),
        Gauge("frontend_ssl_reuse", "Percent of the last second's TLS handshakes that resumed a session; fast transport only.", sources => sources.State.Counters.Handshakes.ResumedPercent),
        Counter("dropped_logs_total", "Log lines dropped because a queue was full or a receiver could not be reached.", sources => sources.State.Counters.DroppedLogs.Value),
    ];

    private static MetricFamily Counter(string name, string help, Func<MetricSources, long> read) =>
        Family(name, MetricType.Counter, help, sources => read(sources));

    private static MetricFamily Gauge(string name, string help, Func<MetricSources, double> read) => Family(name, MetricType.Gauge, help, read);

    private static MetricFamily Family(string name, MetricType type, string help, Func<MetricSources, double> read) =>
        new("haproxy_process_" + name, type, MetricScopes.Global, "", help, (writer, sources) => writer.Sample().Value(read(sources)));
}
