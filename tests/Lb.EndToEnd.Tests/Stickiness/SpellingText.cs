using Lb.EndToEnd.Tests.Brokers;

namespace Lb.EndToEnd.Tests.Stickiness;

/// <summary>A config for each spelling.</summary>
internal static class SpellingText
{
    private const string ClientId = "req.payload(0,0),mqtt_field_value(connect,client_identifier)";
    private const string Valid = "tcp-request content reject unless { req.payload(0,0),mqtt_is_valid }";
    private const string Table = "stick-table type string len 256 size 100k expire 30m";

    public static string Of(Spelling spelling, int port, IReadOnlyList<TestBroker> brokers) => spelling switch
    {
        Spelling.StickOn => HaProxy(port, brokers, "", $"{Table}\nstick on {ClientId}"),
        Spelling.StickOnWithDelay => HaProxy(port, brokers, "tcp-request inspect-delay 10s", $"{Table}\nstick on {ClientId}"),
        Spelling.StickOnWithDelayAndRule => HaProxy(port, brokers, $"tcp-request inspect-delay 10s\n{Valid}", $"{Table}\nstick on {ClientId}"),
        Spelling.BalanceHash => HaProxy(port, brokers, "", $"balance hash {ClientId}"),
        Spelling.BalanceHashConsistent => HaProxy(port, brokers, "", $"balance hash {ClientId}\nhash-type consistent"),
        Spelling.BalanceHashOfVariable => HaProxy(
            port, brokers, $"tcp-request content set-var(sess.cid) {ClientId} if {{ req.payload(0,0),mqtt_is_valid }}", "balance hash var(sess.cid)"),
        _ => Nginx(port, brokers),
    };

    private static string HaProxy(int port, IReadOnlyList<TestBroker> brokers, string frontend, string backend) => $"""
        defaults
            mode tcp
            timeout connect 5s
            timeout client 10m
            timeout server 10m
        frontend mqtt
            bind 127.0.0.1:{port}
            default_backend brokers
        {frontend}
        backend brokers
        {backend}
        {TestBroker.Servers(brokers)}
        """;

    private static string Nginx(int port, IReadOnlyList<TestBroker> brokers) => $$"""
        stream {
            mqtt_preread on;
            upstream brokers {
                hash $mqtt_preread_clientid consistent;
                {{string.Join('\n', brokers.Select(b => $"server 127.0.0.1:{b.Port};"))}}
            }
            server {
                listen 127.0.0.1:{{port}};
                proxy_pass brokers;
            }
        }
        """;
}
