using System.Collections.Immutable;
using Lb.Configuration.Model;
using Lb.Configuration.Nginx.Blocks;
using Lb.Configuration.Nginx.Values;

namespace Lb.Configuration.Nginx.Directives;

/// <summary><c>stream</c>, its servers, and what concerns the client leg before TLS.</summary>
internal static class NginxServerDirectives
{
    private const NginxContexts Inherited = NginxContexts.Stream | NginxContexts.Server;

    /// <summary>The rows.</summary>
    public static IReadOnlyList<NginxDirective> Rows { get; } =
    [
        new("stream", NginxContexts.Main, 0, 0, OpenStream,
            "Block of all that is balanced.") { IsBlock = true },
        new("server", NginxContexts.Stream, 0, 0, OpenServer,
            "A frontend: where clients arrive. Named by `status_zone`, else by its first address.") { IsBlock = true, IsRepeatable = true },
        new("listen", NginxContexts.Server, 1, 16, NginxListenParser.Read,
            "Listening address `[ADDRESS:]PORT[-PORT]`, with `ssl`, `proxy_protocol`, `backlog=N`, `so_keepalive=on\\|off`, `ipv6only=on\\|off`.")
        { IsRepeatable = true },
        new("status_zone", NginxContexts.Server, 1, 1, call => call.Scope.Server!.StatusZone = call.Arguments[0],
            "Name of the frontend in logs and metrics."),
        new("allow", Inherited, 1, 1, call => ReadAddressRule(call, new TcpRuleAction.Accept()),
            "Lets clients of an address, a network or `all` in; the first `allow` or `deny` that matches decides.") { IsRepeatable = true },
        new("deny", Inherited, 1, 1, call => ReadAddressRule(call, new TcpRuleAction.Reject()),
            "Closes connections of clients of an address, a network or `all`.") { IsRepeatable = true },
        new("proxy_protocol_timeout", Inherited, 1, 1, call => call.Settings.ProxyHeaderTimeout = call.PositiveTime(call.Arguments[0]),
            "Longest wait for the PROXY header of `listen ... proxy_protocol`. Default 30s."),
        new("mqtt_preread", Inherited, 1, 1, call => call.Settings.MqttPreread = call.Flag(call.Arguments[0]),
            "Waits for the CONNECT, so that `hash` can use `$mqtt_preread_clientid` and `$mqtt_preread_username`. Default off."),
        new("preread_timeout", Inherited, 1, 1, call => call.Settings.PrereadTimeout = call.PositiveTime(call.Arguments[0]),
            "Longest wait for the CONNECT with `mqtt_preread on`. Default 30s."),
        new("preread_buffer_size", Inherited, 1, 1, call => call.Settings.PrereadBufferSize = call.Size(call.Arguments[0]),
            "Largest CONNECT with `mqtt_preread on`; the largest of all servers counts. Default here 256k (nginx: 16k)."),
        new("tcp_nodelay", Inherited, 1, 1, ReadNoDelay,
            "Always on; `off` is answered with a warning."),
    ];

    private static void OpenStream(NginxCall call) =>
        call.RunBlock(new NginxScope(NginxContexts.Stream, call.Scope.Main, call.Scope.Main.StreamSettings));

    private static void OpenServer(NginxCall call)
    {
        var server = new NginxServerBlock(call.Location);
        call.Scope.Main.Servers.Add(server);
        call.RunBlock(new NginxScope(NginxContexts.Server, call.Scope.Main, server.Settings) { Server = server });
    }

    private static void ReadAddressRule(NginxCall call, TcpRuleAction action)
    {
        var text = call.Arguments[0];
        ConditionConfig? condition = null;
        if (text != "all")
        {
            if (!NginxNetwork.TryParse(text, out var network))
            {
                call.Error($"'{text}' is neither an address, a network such as 10.0.0.0/8, nor 'all'.");
                return;
            }

            var test = new AclTest(new SampleExpression(new SampleFetch.Source(), [], "src"), MatchMethod.Address, [new AclPattern.Network(network)], false);
            ImmutableArray<ConditionTerm> terms = [new ConditionTerm(false, [test])];
            condition = new ConditionConfig(false, [terms], "src " + text);
        }

        call.Settings.AddressRules = [.. call.Settings.AddressRules ?? [], new TcpRuleConfig(action, condition, call.Location)];
    }

    private static void ReadNoDelay(NginxCall call)
    {
        if (call.Flag(call.Arguments[0]) == false)
            call.Warning("off has no effect here: bytes are sent on without delay.");
    }
}
