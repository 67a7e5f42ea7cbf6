using System.Collections.Immutable;
using Lb.Core.Closing;
using Lb.Core.State;
using Lb.Protocol.Connect;
using Lb.Protocol.Mqtt;

namespace Lb.Admin.Metrics;

/// <summary>Rows of what HAProxy has no names for, <c>mqlb_*</c>.</summary>
internal static class MqttFamilies
{
    public static ImmutableArray<MetricFamily> Rows { get; } =
    [
        new("mqlb_build_info", MetricType.Gauge, MetricScopes.Global, "version,runtime", "1, with the versions of this program and of .NET.",
            (writer, sources) => writer.Sample().Label("version", sources.Version).Label("runtime", Environment.Version.ToString()).Value(1)),
        ByKey("mqlb_frontend_mqtt_connects_total", "version", "Well-formed CONNECT packets by protocol version; counted where the frontend reads the CONNECT.",
            Enum.GetValues<MqttProtocolVersion>().Where(version => version != MqttProtocolVersion.Unknown), NameOf, (frontend, version) => frontend.Mqtt.Connects[version].Value),
        ByFrontend("mqlb_frontend_mqtt_bridge_connects_total", MetricType.Counter, "CONNECT packets with the bridge bit.",
            frontend => frontend.Mqtt.Bridges.Value),
        ByKey("mqlb_frontend_mqtt_connect_failures_total", "reason", "First packets that are no well-formed CONNECT, by what is wrong with them.",
            Enum.GetValues<ConnectError>().Where(error => error != ConnectError.None), error => ConnectErrorTable.Row(error).Label,
            (frontend, error) => frontend.Mqtt.ParseFailures[error].Value),
        ByFrontend("mqlb_frontend_stick_hits_total", MetricType.Counter, "Connections that a stick table sent to their server.",
            frontend => frontend.Mqtt.StickHits.Value),
        ByFrontend("mqlb_frontend_stick_misses_total", MetricType.Counter,
            "Connections with a key that the stick table did not know, or whose server could not be used.", frontend => frontend.Mqtt.StickMisses.Value),
        new("mqlb_frontend_mqtt_keepalive_seconds", MetricType.Histogram, MetricScopes.Frontend, "proxy,le",
            "Keep-alive times that clients asked for; 0 = none.", WriteKeepAlive),
        ByFrontend("mqlb_frontend_handshake_errors_total", MetricType.Counter, "TLS handshakes that failed or took too long.",
            frontend => frontend.Counters.HandshakeErrors.Value),
        new("mqlb_tls_handshakes_total", MetricType.Counter, MetricScopes.Global, "kind",
            "TLS handshakes with clients: full, resumed, or unknown, which is all that the portable transport can say.", WriteHandshakes),
        ByKey("mqlb_frontend_connections_closed_total", "reason", "Ends of connections, by the reason that came first.",
            Enum.GetValues<CloseReason>(), reason => CloseReasons.Of(reason).Label, (frontend, reason) => frontend.Counters.CloseReasons[reason].Value),
        new("mqlb_log_lines_dropped_total", MetricType.Counter, MetricScopes.Global, "log",
            "Log lines dropped because the queue of this log was full or its receiver could not be reached.", WriteDroppedLines),
    ];

    private static void WriteHandshakes(ExpositionWriter writer, MetricSources sources)
    {
        var handshakes = sources.State.Counters.Handshakes;
        writer.Sample().Label("kind", "full").Value(handshakes.Full.Value);
        writer.Sample().Label("kind", "resumed").Value(handshakes.Resumed.Value);
        writer.Sample().Label("kind", "unknown").Value(handshakes.Unknown.Value);
    }

    private static string NameOf(MqttProtocolVersion version) => version switch
    {
        MqttProtocolVersion.V31 => "3.1",
        MqttProtocolVersion.V311 => "3.1.1",
        _ => "5.0",
    };

    private static MetricFamily ByFrontend(string name, MetricType type, string help, Func<FrontendState, long> read) =>
        new(name, type, MetricScopes.Frontend, "proxy", help, (writer, sources) =>
        {
            foreach (var frontend in sources.State.Frontends) writer.Sample().Label("proxy", frontend.Name).Value(read(frontend));
        });

    private static MetricFamily ByKey<TKey>(
        string name, string label, string help, IEnumerable<TKey> keys, Func<TKey, string> nameOf, Func<FrontendState, TKey, long> read)
    {
        var named = keys.Select(key => (Key: key, Name: nameOf(key))).ToImmutableArray();
        return new MetricFamily(name, MetricType.Counter, MetricScopes.Frontend, "proxy," + label, help, (writer, sources) =>
        {
            foreach (var frontend in sources.State.Frontends)
            {
                foreach (var (key, text) in named)
                    writer.Sample().Label("proxy", frontend.Name).Label(label, text).Value(read(frontend, key));
            }
        });
    }

    private static void WriteKeepAlive(ExpositionWriter writer, MetricSources sources)
    {
        foreach (var frontend in sources.State.Frontends)
        {
            var histogram = frontend.Mqtt.KeepAlive;
            long count = 0;
            for (var bucket = 0; bucket < histogram.UpperBounds.Length; bucket++)
            {
                count += histogram.CountOf(bucket);
                writer.Sample("_bucket").Label("proxy", frontend.Name).Label("le", histogram.UpperBounds[bucket]).Value(count);
            }

            count += histogram.CountOf(histogram.UpperBounds.Length);
            writer.Sample("_bucket").Label("proxy", frontend.Name).Label("le", "+Inf").Value(count);
            writer.Sample("_sum").Label("proxy", frontend.Name).Value(histogram.Sum);
            writer.Sample("_count").Label("proxy", frontend.Name).Value(count);
        }
    }

    private static void WriteDroppedLines(ExpositionWriter writer, MetricSources sources)
    {
        foreach (var log in sources.Logs.Queues) writer.Sample().Label("log", log.Name).Value(log.Dropped.Value);
    }
}
