namespace Lb.Bench.Load.Balancers;

/// <summary>A program under test.</summary>
/// <param name="Name">As on the command line of the benchmark and in its tables.</param>
/// <param name="Program">Path of the executable.</param>
/// <param name="RunArguments">Arguments that run it in the foreground; {{config}} stands for its configuration file, {{plain}} for its plain address.</param>
/// <param name="VersionArguments">Arguments that make it print its version.</param>
/// <param name="Template">Which embedded template its configuration comes from.</param>
/// <param name="HasStickiness">Whether the template has a bind with client-id stickiness.</param>
internal sealed record Balancer(
    string Name,
    string Program,
    string[] RunArguments,
    string[] VersionArguments,
    string Template,
    bool HasStickiness)
{
    public const string Reference = "haproxy";

    /// <summary>All that can be compared; mqlb with the transport of its choice, and with the portable one. <paramref name="mqlb"/> is the path of mqlb's
    /// executable, <paramref name="before"/> that of an earlier build.</summary>
    public static IReadOnlyList<Balancer> All(string mqlb, string before) =>
    [
        new(Reference, "/usr/sbin/haproxy", ["-db", "-f", "{{config}}"], ["-v"], "haproxy.cfg.template", true),
        new("nginx", "/usr/sbin/nginx", ["-c", "{{config}}"], ["-v"], "nginx.conf.template", false),
        new("mqlb", mqlb, ["-db", "-f", "{{config}}"], ["-v"], "haproxy.cfg.template", true),
        new("mqlb-before", before, ["-db", "-f", "{{config}}"], ["-v"], "haproxy.cfg.template", true),
        new("mqlb-portable", mqlb, ["-db", "-f", "{{config}}", "--transport", "portable"], ["-v"], "haproxy.cfg.template", true),
    ];

    /// <summary>Brokers that can be compared; the reference broker needs no configuration.</summary>
    public static IReadOnlyList<Balancer> Brokers(string mqlb, string before) =>
    [
        new("mosquitto", "/usr/sbin/mosquitto", ["-c", "{{config}}"], ["-h"], "mosquitto.conf.template", false),
        new("mqlb", mqlb, ["broker", "--quiet", "--listen", "mqtt://{{plain}}"], ["-v"], "mosquitto.conf.template", false),
        new("mqlb-before", before, ["broker", "--quiet", "--listen", "mqtt://{{plain}}"], ["-v"], "mosquitto.conf.template", false),
    ];
}
