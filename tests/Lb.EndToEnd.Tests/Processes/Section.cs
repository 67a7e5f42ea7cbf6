using Lb.EndToEnd.Tests.Brokers;

namespace Lb.EndToEnd.Tests.Processes;

/// <summary>Configs of one frontend 'f' and one backend 'b', with log lines on standard output.</summary>
internal static class Section
{
    /// <summary>Intervals of a <c>check</c>. The first bounds how long a check may take, and the first check alone decides about a server: long enough for a
    /// busy machine. What follows a failure comes sooner.</summary>
    public const string CheckIntervals = "inter 2s fastinter 200ms downinter 200ms";

    /// <summary>A whole config.</summary>
    /// <param name="bind">Arguments of <c>bind</c> behind the port.</param>
    /// <param name="port">Port of 127.0.0.1.</param>
    /// <param name="servers">Lines of the backend.</param>
    /// <param name="frontend">More lines of the frontend.</param>
    /// <param name="global">Lines of <c>global</c>.</param>
    public static string Config(int port, string servers, string bind = "", string frontend = "", string global = "") => $"""
        global
            log stdout format raw local0
        {global}
        defaults
            mode tcp
            log global
            option tcplog
            timeout connect 5s
            timeout client 10m
            timeout server 10m
        frontend f
            bind 127.0.0.1:{port} {bind}
            default_backend b
        {frontend}
        backend b
        {servers}
        """;

    /// <summary>A whole config for brokers, named s1, s2 and so on.</summary>
    public static string Config(int port, IEnumerable<TestBroker> brokers, string server = "", string backend = "", string bind = "", string frontend = "") =>
        Config(port, $"{backend}\n{TestBroker.Servers(brokers, server)}", bind, frontend);
}
