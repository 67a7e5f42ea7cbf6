using System.Net;
using Lb.Configuration.Diagnostics;
using Lb.Configuration.Model;
using Lb.Configuration.Nginx;

namespace Lb.Configuration.Tests.Nginx;

/// <summary>Reads nginx configurations from text, with a resolver that knows a few names.</summary>
internal static class NginxText
{
    public const string File = "lb.conf";

    public static readonly ConfigEnvironment Environment = new()
    {
        GetVariable = _ => null,
        Resolve = name => name switch
        {
            "one.example" => [IPAddress.Parse("192.0.2.1")],
            "two.example" => [IPAddress.Parse("192.0.2.1"), IPAddress.Parse("2001:db8::1")],
            _ => [],
        },
    };

    public static ConfigResult Parse(string text) => Parse(text, File);

    public static ConfigResult Parse(string text, string file)
    {
        var diagnostics = new ConfigDiagnostics();
        var config = NginxDialect.Parse([new ConfigSource(file, text)], Environment, diagnostics);
        return new ConfigResult(config, diagnostics.All);
    }

    /// <summary>A configuration that must load.</summary>
    public static LbConfig Load(string text)
    {
        var result = Parse(text);
        Assert.DoesNotContain(result.Diagnostics, d => d.Severity == ConfigSeverity.Error);
        return result.Config!;
    }

    /// <summary>The one error of a configuration that must not load.</summary>
    public static string Error(string text)
    {
        var result = Parse(text);
        Assert.Null(result.Config);
        return Assert.Single(result.Diagnostics, d => d.Severity == ConfigSeverity.Error).ToString();
    }

    /// <summary>Warnings of a configuration that loads.</summary>
    public static IReadOnlyList<string> Warnings(string text)
    {
        Load(text);
        return [.. Parse(text).Diagnostics.Where(d => d.Severity == ConfigSeverity.Warning).Select(d => d.ToString())];
    }

    /// <summary>A stream with one upstream of two servers and one plain server, with further lines in each.</summary>
    public static string Stream(string inUpstream = "", string inServer = "", string inStream = "", string atTop = "") =>
        $$"""
        {{atTop}}
        stream {
            {{inStream}}
            upstream u {
                {{inUpstream}}
                server 10.0.0.1:1883;
                server 10.0.0.2:1883;
            }
            server {
                listen 1883;
                {{inServer}}
                proxy_pass u;
            }
        }
        """;
}
