using System.Collections.Immutable;
using System.Globalization;
using Lb.Configuration.HaProxy.Drafts;

namespace Lb.Configuration.HaProxy.Keywords;

/// <summary>The <c>option</c> statements (HAProxy manual 4.2).</summary>
internal static class OptionKeywords
{
    private const SectionKinds Frontends = SectionKinds.Defaults | SectionKinds.Frontend;
    private const SectionKinds Backends = SectionKinds.Defaults | SectionKinds.Backend;
    private const string HttpOnly = "HTTP is served for statistics only";
    private const string Tuning = "it tunes HAProxy's own way of moving bytes";

    /// <summary>Rows in the order of the reference.</summary>
    public static ImmutableArray<ProxyKeyword> All { get; } =
    [
        Switch("tcplog", SectionKinds.Proxies, "log lines in tcplog form, with timers and the reason of the end",
            (s, on) => s with { Log = s.Log with { TcpLog = on } }) with { Negatable = false },
        Switch("dontlognull", Frontends, "no log line for connections that sent no byte",
            (s, on) => s with { Log = s.Log with { DontLogNull = on } }),
        Switch("clitcpka", Frontends, "TCP keep-alive towards clients", (s, on) => s with { ClientKeepAlive = on }),
        Switch("srvtcpka", Backends, "TCP keep-alive towards servers", (s, on) => s with { ServerKeepAlive = on }),
        Switch("tcpka", SectionKinds.Proxies, "TCP keep-alive both ways", (s, on) => s with { ClientKeepAlive = on, ServerKeepAlive = on }),
        Switch("log-health-checks", Backends, "every change of a check's result is logged",
            (s, on) => s with { Check = s.Check with { LogResults = on } }),
        Switch("allbackups", Backends, "all backup servers are used together, not only the first",
            (s, on) => s with { UseAllBackups = on }),
        Switch("tcp-check", Backends, "checks run the `tcp-check` statements",
            (s, on) => s with { Check = s.Check with { UsesScript = on, Mqtt = null } }) with { Negatable = false },
        new("option redispatch", Backends, "[<interval>]",
            "the last attempt (or each Nth) may leave the server that hash or stick asks for", Redispatch)
        {
            Negatable = true,
        },
        new("option mqtt-check", Backends, "[version 3|4|5] [client-id <id>] [username <name> password <text>]",
            "ours: checks send CONNECT with a clean session and wait for CONNACK; a refused login still proves life", MqttCheckParser.Parse)
        {
            Negatable = true,
        },
        new("option httplog", SectionKinds.Proxies, "", "in TCP sections the same as `option tcplog`, with a warning", HttpLog),
        Ignored("forwardfor", SectionKinds.Proxies, "HTTP headers are not added; brokers learn the address from 'send-proxy-v2'"),
        Ignored("http-server-close", SectionKinds.Proxies, HttpOnly),
        Ignored("http-keep-alive", SectionKinds.Proxies, HttpOnly),
        Ignored("httpclose", SectionKinds.Proxies, HttpOnly),
        Ignored("http-use-htx", SectionKinds.Proxies, HttpOnly),
        Ignored("http-ignore-probes", Frontends, HttpOnly),
        Ignored("prefer-last-server", Backends, HttpOnly),
        Ignored("abortonclose", Backends, "a client that closes leaves the queue at once in any case"),
        Ignored("persist", Backends, "cookies belong to HTTP; clients that stick keep to their server while it is up"),
        Ignored("logasap", Frontends, "the log line is written when the connection ends"),
        Ignored("contstats", Frontends, "counters always move as bytes do"),
        Ignored("socket-stats", Frontends, "counters are kept for each frontend"),
        Ignored("splice-auto", SectionKinds.Proxies, Tuning),
        Ignored("splice-request", SectionKinds.Proxies, Tuning),
        Ignored("splice-response", SectionKinds.Proxies, Tuning),
        Ignored("tcp-smart-accept", Frontends, Tuning),
        Ignored("tcp-smart-connect", Backends, Tuning),
    ];

    private static ProxyKeyword Switch(string name, SectionKinds sections, string documentation,
        Func<ProxySettings, bool, ProxySettings> set) =>
        new($"option {name}", sections, "", documentation, context =>
        {
            context.End();
            context.Set(settings => set(settings, !context.Negated));
        })
        { Negatable = true };

    private static ProxyKeyword Ignored(string name, SectionKinds sections, string reason) =>
        ProxyKeyword.WithoutEffect($"option {name}", sections, "", reason);

    private static void HttpLog(ProxyContext context)
    {
        context.Words.SkipAll();
        context.Warning("there are no HTTP log lines; 'option tcplog' is used instead.");
        context.Set(settings => settings with { Log = settings.Log with { TcpLog = true } });
    }

    private static void Redispatch(ProxyContext context)
    {
        var interval = 0;
        if (context.Words.Next() is { } word
            && (!int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out interval) || interval == 0))
        {
            context.Error($"the interval '{word}' is no number other than 0: 2 means every second attempt, -1 the last one.");
            context.Words.SkipAll();
            return;
        }

        context.End();
        context.Set(settings => settings with
        {
            Retry = settings.Retry with { Redispatch = !context.Negated, RedispatchInterval = interval },
        });
    }
}
