using System.Collections.Immutable;
using Lb.Configuration.HaProxy.Drafts;

namespace Lb.Configuration.HaProxy.Keywords;

/// <summary>The <c>timeout</c> statements (HAProxy manual 4.2).</summary>
internal static class TimeoutKeywords
{
    private const string HttpOnly = "HTTP is served for statistics only, with limits of its own";

    /// <summary>Rows in the order of the reference.</summary>
    public static ImmutableArray<ProxyKeyword> All { get; } =
    [
        Row("client", TimeoutKind.Client, SectionKinds.Frontend, "longest silence of the client; traffic either way starts it again"),
        Row("server", TimeoutKind.Server, SectionKinds.Backend, "longest silence of the server; traffic either way starts it again"),
        Row("connect", TimeoutKind.Connect, SectionKinds.Backend, "longest wait for a server to accept the connection"),
        Row("check", TimeoutKind.Check, SectionKinds.Backend, "longest wait for the answer to a check, once it is connected"),
        Row("tunnel", TimeoutKind.Tunnel, SectionKinds.Backend,
            "longest silence once both sides are connected; replaces `timeout client` and `timeout server`"),
        Row("queue", TimeoutKind.Queue, SectionKinds.Backend, "longest wait for a free slot of a server; `timeout connect` unless written"),
        Row("client-hs", TimeoutKind.ClientHandshake, SectionKinds.Frontend,
            "longest TLS handshake, and longest wait for the PROXY header of `accept-proxy`; 15s unless written"),
        Row("mqtt-connect", TimeoutKind.MqttConnect, SectionKinds.Frontend,
            "ours: longest wait for a complete CONNECT where a rule, `stick` or `balance` needs it; 10s unless written"),
        Ignored("client-fin", "half-closed connections keep 'timeout client'"),
        Ignored("server-fin", "half-closed connections keep 'timeout server'"),
        Ignored("http-request", HttpOnly),
        Ignored("http-keep-alive", HttpOnly),
        Ignored("tarpit", HttpOnly),
        Removed("clitimeout", "timeout client"),
        Removed("srvtimeout", "timeout server"),
        Removed("contimeout", "timeout connect"),
    ];

    private static ProxyKeyword Row(string name, TimeoutKind kind, SectionKinds sections, string documentation) =>
        new($"timeout {name}", sections | SectionKinds.Defaults, "<time>", documentation, context => Set(context, kind));

    private static ProxyKeyword Ignored(string name, string reason) =>
        ProxyKeyword.WithoutEffect($"timeout {name}", SectionKinds.Proxies, "<time>", reason);

    private static ProxyKeyword Removed(string name, string successor) =>
        new(name, SectionKinds.Proxies, "<time>", $"refused: write `{successor}`",
            context => context.Error($"HAProxy 2.1 removed this keyword. Write '{successor}' instead."));

    private static void Set(ProxyContext context, TimeoutKind kind)
    {
        if (context.Duration("the time") is not { } time)
            return;
        context.End();
        if (time == TimeSpan.Zero)
            context.Warning("0 means 'no limit', the same as leaving the line out. Write a time.");

        context.Set(settings => settings with
        {
            Timeouts = time == TimeSpan.Zero
                ? settings.Timeouts.Remove(kind)
                : settings.Timeouts.SetItem(kind, new Located<TimeSpan>(time, context.Location)),
        });
    }
}
