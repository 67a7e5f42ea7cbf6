using Lb.Configuration;
using Lb.Configuration.Diagnostics;
using Lb.Configuration.HaProxy;
using Lb.Configuration.Model;

namespace Lb.Proxy.Tests.Proxies;

/// <summary>Configs as people write them.</summary>
internal static class Configs
{
    public const string ClientId = "req.payload(0,0),mqtt_field_value(connect,client_identifier)";

    private const string Timeouts = "defaults\n timeout connect 5s\n timeout client 60s\n timeout server 50s\n log 192.0.2.99:514 local0\n";

    private static readonly ConfigEnvironment Environment = new() { Resolve = _ => [] };

    /// <summary>A config of whole sections behind <c>defaults</c> with timeouts and a log.</summary>
    public static LbConfig Parse(string sections)
    {
        var diagnostics = new ConfigDiagnostics();
        var config = HaProxyDialect.Parse([new ConfigSource("test.cfg", Timeouts + sections + "\n")], Environment, diagnostics);
        Assert.True(config is not null, string.Join('\n', diagnostics.All));
        return config;
    }

    /// <summary>One frontend <c>f</c> in front of one backend <c>b</c>.</summary>
    public static string Sections(string[] frontend, string[] backend, string global = "") =>
        ShortLines(["option tcplog", .. frontend], backend, global);

    /// <summary>The same without <c>option tcplog</c>.</summary>
    public static string ShortLines(string[] frontend, string[] backend, string global = "") =>
        $"global\n maxconn 1000\n {global}\n\nfrontend f\n bind 127.0.0.1:1883\n{Lines(frontend)} default_backend b\nbackend b\n{Lines(backend)}";

    private static string Lines(string[] lines) => string.Concat(lines.Select(line => $" {line}\n"));
}
