using System.Collections.Frozen;
using System.Collections.Immutable;
using Lb.Configuration.Diagnostics;
using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Keywords;

/// <summary>The server keywords that this version has; one row each (HAProxy manual 5.2).</summary>
internal static class ServerKeywords
{
    private static readonly FrozenDictionary<string, ProxyHeaderFields> HeaderFields = new Dictionary<string, ProxyHeaderFields>
    {
        ["ssl"] = ProxyHeaderFields.Tls,
        ["cert-cn"] = ProxyHeaderFields.CommonName,
        ["ssl-cipher"] = ProxyHeaderFields.Cipher,
        ["cert-sig"] = ProxyHeaderFields.CertificateSignature,
        ["cert-key"] = ProxyHeaderFields.CertificateKey,
        ["authority"] = ProxyHeaderFields.Authority,
        ["crc32c"] = ProxyHeaderFields.Crc32C,
        ["unique-id"] = ProxyHeaderFields.UniqueId,
    }.ToFrozenDictionary();

    /// <summary>Rows in the order of the reference.</summary>
    public static ImmutableArray<ServerKeyword> All { get; } =
    [
        new("weight", "<number>", "share of the connections, 0 to 256, 1 unless written; 0 = only clients that stick to it", Weight),
        new("backup", "", "used only while no other server is up", c => c.Set(s => s with { Backup = true })),
        new("no-backup", "", "takes `backup` of `default-server` back", c => c.Set(s => s with { Backup = false })),
        new("disabled", "", "starts in maintenance", c => c.Set(s => s with { Disabled = true })),
        new("enabled", "", "takes `disabled` of `default-server` back", c => c.Set(s => s with { Disabled = false })),
        new("maxconn", "<number>", "most connections at one time, the excess queues; 0 = no limit", MaxConnections),
        new("id", "<number>", "number of the server in consistent hashing; its position unless written", Id),
        new("check", "", "the server is checked", c => c.Set(s => s with { HasCheck = true })),
        new("no-check", "", "takes `check` of `default-server` back", c => c.Set(s => s with { HasCheck = false })),
        new("inter", "<time>", "pause between two checks; 2s unless written",
            c => Interval(c, "inter", (check, t) => check with { Interval = t })),
        new("fastinter", "<time>", "the pause while a server goes up or down",
            c => Interval(c, "fastinter", (check, t) => check with { FastInterval = t })),
        new("downinter", "<time>", "the pause while a server is down",
            c => Interval(c, "downinter", (check, t) => check with { DownInterval = t })),
        new("rise", "<number>", "passed checks in a row that bring a server up; 2 unless written",
            c => Count(c, "rise", (check, n) => check with { Rise = n })),
        new("fall", "<number>", "failed checks in a row that take a server down; 3 unless written",
            c => Count(c, "fall", (check, n) => check with { Fall = n })),
        new("port", "<port>", "port that is checked instead of the server's", CheckPort),
        new("addr", "<address>", "address that is checked instead of the server's", CheckAddress),
        new("check-send-proxy", "", "checks begin with a PROXY header", c => c.Set(s => s with { CheckSendsProxy = true })),
        new("no-check-send-proxy", "", "takes `check-send-proxy` back", c => c.Set(s => s with { CheckSendsProxy = false })),
        new("send-proxy", "", "connections begin with a PROXY header, version 1", c => c.Set(s => s with { SendsProxyV1 = true })),
        new("send-proxy-v2", "", "connections begin with a PROXY header, version 2", c => c.Set(s => s with { SendsProxyV2 = true })),
        new("send-proxy-v2-ssl", "", "version 2 with what is known of the client's TLS", c => c.Set(s => s with
        {
            SendsProxyV2 = true, ProxyFields = s.ProxyFields | ProxyHeaderFields.Tls,
        })),
        new("send-proxy-v2-ssl-cn", "", "version 2 with TLS and the common name of the client's certificate", c => c.Set(s => s with
        {
            SendsProxyV2 = true, ProxyFields = s.ProxyFields | ProxyHeaderFields.Tls | ProxyHeaderFields.CommonName,
        })),
        new("no-send-proxy", "", "takes `send-proxy` back", c => c.Set(s => s with { SendsProxyV1 = false })),
        .. ((string[])["no-send-proxy-v2", "no-send-proxy-v2-ssl", "no-send-proxy-v2-ssl-cn"]).Select(name =>
            new ServerKeyword(name, "", $"takes `{name[3..]}` back",
                c => c.Set(s => s with { SendsProxyV2 = false, ProxyFields = ProxyHeaderFields.None }))),
        new("proxy-v2-options", "<option>[,...]", $"fields of the version 2 header: {string.Join(", ", HeaderFields.Keys.Order())}",
            ProxyOptions),
        new("source", SourceParser.Usage, "address that this server sees", Source),
        new("on-marked-down", "shutdown-sessions", "connections of a server that goes down are closed", OnMarkedDown),
    ];

    /// <summary>Rows by name.</summary>
    public static FrozenDictionary<string, ServerKeyword> ByName { get; } = All.ToFrozenDictionary(row => row.Name);

    private static void Weight(ServerContext context)
    {
        if (context.Integer("weight", 0, 256) is { } weight)
            context.Set(s => s with { Weight = weight });
    }

    private static void MaxConnections(ServerContext context)
    {
        if (context.Integer("maxconn", 0, int.MaxValue) is { } limit)
            context.Set(s => s with { MaxConnections = limit });
    }

    private static void Id(ServerContext context) => context.Id = context.Integer("id", 1, int.MaxValue);

    private static void Interval(ServerContext context, string name, Func<CheckConfig, TimeSpan, CheckConfig> set)
    {
        if (context.Duration(name) is not { } time)
            return;
        if (time == TimeSpan.Zero)
            context.Error($"'{name} 0' leaves no time between checks. Write at least 1ms; 2s is usual.");
        context.Set(s => s with { Check = set(s.Check, time) });
    }

    private static void Count(ServerContext context, string name, Func<CheckConfig, int, CheckConfig> set)
    {
        if (context.Integer(name, 1, 1_000_000) is { } count)
            context.Set(s => s with { Check = set(s.Check, count) });
    }

    private static void CheckPort(ServerContext context)
    {
        if (context.Integer("port", 1, 65535) is { } port)
            context.Set(s => s with { Check = s.Check with { Port = port } });
    }

    private static void CheckAddress(ServerContext context)
    {
        if (context.Address("the address behind 'addr'") is not { } address || context.Resolve(address.Host) is not { } ip)
            return;
        context.Set(s => s with { Check = s.Check with { Address = ip, Port = address.FirstPort ?? s.Check.Port } });
    }

    private static void ProxyOptions(ServerContext context)
    {
        if (context.Word("the options behind 'proxy-v2-options'") is not { } list)
            return;
        foreach (var name in list.Split(','))
        {
            if (HeaderFields.TryGetValue(name, out var field))
                context.Set(s => s with { ProxyOptions = s.ProxyOptions | field });
            else
                context.Error($"there is no PROXY option '{name}'; options are {string.Join(", ", HeaderFields.Keys.Order())}."
                    + KeywordSuggestion.For(name, HeaderFields.Keys));
        }
    }

    private static void Source(ServerContext context)
    {
        if (SourceParser.Parse(context) is { } source)
            context.Set(s => s with { Source = source });
    }

    private static void OnMarkedDown(ServerContext context)
    {
        if (context.Word("the action behind 'on-marked-down'") is not { } action)
            return;
        if (action == "shutdown-sessions")
            context.Set(s => s with { ShutdownConnectionsOnMarkedDown = true });
        else
            context.Error($"'on-marked-down {action}' is not understood; the only action is shutdown-sessions.");
    }
}
