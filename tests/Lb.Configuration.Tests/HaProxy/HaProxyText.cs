using System.Collections.Immutable;
using System.Net;
using Lb.Configuration.Diagnostics;
using Lb.Configuration.HaProxy;
using Lb.Configuration.Model;

namespace Lb.Configuration.Tests.HaProxy;

/// <summary>Reads haproxy.cfg texts with a resolver and environment variables that tests choose.</summary>
internal static class HaProxyText
{
    public const string File = "lb.cfg";

    public const string Defaults =
        """
        defaults
            timeout connect 5s
            timeout client 5m
            timeout server 5m

        """;

    public static readonly ConfigEnvironment Environment = new()
    {
        GetVariable = name => name switch
        {
            "PORT" => "1883",
            "NAME" => "two words",
            "EMPTY" => "",
            _ => null,
        },
        Resolve = name => name switch
        {
            "one.example" => [IPAddress.Parse("192.0.2.1"), IPAddress.Parse("192.0.2.2")],
            _ => [],
        },
    };

    public static ConfigResult Parse(string text) => Parse([new ConfigSource(File, text)]);

    public static ConfigResult Parse(IReadOnlyList<ConfigSource> sources)
    {
        var diagnostics = new ConfigDiagnostics();
        var config = HaProxyDialect.Parse(sources, Environment, diagnostics);
        return new ConfigResult(config, diagnostics.All);
    }

    /// <summary>A configuration that must load.</summary>
    public static LbConfig Load(string text)
    {
        var result = Parse(text);
        Assert.Empty(Of(result, ConfigSeverity.Error));
        return result.Config!;
    }

    /// <summary>Errors of a configuration that must not load.</summary>
    public static ImmutableArray<string> Errors(string text)
    {
        var result = Parse(text);
        Assert.Null(result.Config);
        return Of(result, ConfigSeverity.Error);
    }

    /// <summary>Warnings of a configuration that loads.</summary>
    public static ImmutableArray<string> Warnings(string text)
    {
        Load(text);
        return Of(Parse(text), ConfigSeverity.Warning);
    }

    public static ImmutableArray<string> Notices(string text) => Of(Parse(text), ConfigSeverity.Notice);

    /// <summary>Lines of section <c>global</c> in front of a frontend and a backend that have all they need.</summary>
    public static string Global(params string[] lines) => $"global\n{Indented(lines)}{Frontend()}";

    /// <summary>Lines of a frontend whose first is line 6 of the text; the backend <c>b</c> follows.</summary>
    public static string Frontend(params string[] lines) =>
        $"{Defaults}frontend f\n{Indented(lines)}    bind *:1883\n    default_backend b\n\nbackend b\n    server one 192.0.2.1:1883\n";

    /// <summary>Lines of a backend whose first is line 9 of the text.</summary>
    public static string Backend(params string[] lines) =>
        $"{Defaults}frontend f\n    bind *:1883\n    default_backend b\nbackend b\n{Indented(lines)}    server one 192.0.2.1:1883\n";

    public const int FrontendLine = 6;

    public const int BackendLine = 9;

    public static FrontendConfig LoadFrontend(params string[] lines) => Load(Frontend(lines)).Frontends[0];

    public static BackendConfig LoadBackend(params string[] lines) => Load(Backend(lines)).Backends[0];

    private static string Indented(string[] lines) => string.Concat(lines.Select(line => $"    {line}\n"));

    private static ImmutableArray<string> Of(ConfigResult result, ConfigSeverity severity) =>
        [.. result.Diagnostics.Where(d => d.Severity == severity).Select(d => d.ToString())];
}
