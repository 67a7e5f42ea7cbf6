using System.Globalization;
using System.Net;
using System.Text;

namespace Lb.Host.Demo;

/// <summary>The demo's config, and what it tells about itself.</summary>
internal static class DemoConfig
{
    /// <summary>The config file's text.</summary>
    public static string Text(DemoCertificate certificate, IReadOnlyList<IPEndPoint> brokers)
    {
        var text = new StringBuilder($"""
            defaults
                mode tcp
                timeout connect 5s
                timeout client 1h
                timeout server 1h

            frontend mqtt
                bind 127.0.0.1:1883
                bind 127.0.0.1:8883 ssl crt {certificate.ServerFile}
                default_backend brokers

            backend brokers
                balance leastconn
                option mqtt-check
                stick-table type string len 64 size 100k expire 1h
                stick on req.payload(0,0),mqtt_field_value(connect,client_identifier)

            """);
        for (var i = 0; i < brokers.Count; i++)
            text.Append(CultureInfo.InvariantCulture, $"    server broker{i + 1} {brokers[i]} check inter 1s\n");
        text.Append("""

            frontend stats
                mode http
                bind 127.0.0.1:8404
                stats enable
                stats uri /
                stats refresh 5s
                http-request use-service prometheus-exporter if { path /metrics }

            """);
        return text.ToString();
    }

    /// <summary>What runs where, and lines to paste into a second terminal.</summary>
    public static string Table(DemoCertificate certificate, IReadOnlyList<IPEndPoint> brokers) => $"""
        mqlb demo: three brokers behind one balancer. Ctrl-C ends it.

          MQTT over TLS   127.0.0.1:8883
          MQTT, plain     127.0.0.1:1883
          statistics      http://127.0.0.1:8404/
          metrics         http://127.0.0.1:8404/metrics
          brokers         {string.Join(", ", brokers.Select((broker, i) => $"broker{i + 1} on {broker}"))}

        In a second terminal:
          ./mqlb sub --cafile {certificate.AuthorityFile} -h localhost -t 'demo/#' -i watcher
          ./mqlb pub --cafile {certificate.AuthorityFile} -h localhost -t demo/hello -m hi -i device-1
          mosquitto_sub --cafile {certificate.AuthorityFile} -h localhost -p 8883 -t 'demo/#' -i watcher
          mosquitto_pub --cafile {certificate.AuthorityFile} -h localhost -p 8883 -t demo/hello -m hi -i device-1
        The brokers pass messages on to each other. Each client id stays with its broker; one line for each connection follows.


        """;
}
