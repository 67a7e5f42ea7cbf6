using System.Net;
using Lb.Configuration.Model;
using Lb.Configuration.Nginx.Blocks;
using Lb.Configuration.Nginx.Values;

namespace Lb.Configuration.Nginx.Directives;

/// <summary>What concerns the server leg: <c>proxy_*</c>.</summary>
internal static class NginxProxyDirectives
{
    // One and a half times the usual keep-alive (MQTT 3.1.1 section 3.1.2.10).
    private static readonly TimeSpan QuietClient = TimeSpan.FromSeconds(90);

    private const NginxContexts Inherited = NginxContexts.Stream | NginxContexts.Server;

    /// <summary>The rows.</summary>
    public static IReadOnlyList<NginxDirective> Rows { get; } =
    [
        new("proxy_pass", NginxContexts.Server, 1, 1, ReadPass,
            "Name of an `upstream`, or one `ADDRESS:PORT`."),
        new("proxy_timeout", Inherited, 1, 1, ReadTimeout,
            "Inactivity, on both legs, that ends a connection. Default 10m; keep it above the clients' keep-alive."),
        new("proxy_connect_timeout", Inherited, 1, 1, call => call.Settings.ConnectTimeout = call.PositiveTime(call.Arguments[0]),
            "Longest wait for a server to answer the connect. Default 60s."),
        new("proxy_buffer_size", Inherited, 1, 1, call => call.Settings.BufferSize = call.Size(call.Arguments[0]),
            "Bytes of one relay buffer on the portable transport; the largest of all servers counts. The fast one has one of 32 KB for each thread. Default 16k."),
        new("proxy_protocol", Inherited, 1, 1, call => call.Settings.SendProxyHeader = call.Flag(call.Arguments[0]),
            "Server legs begin with a PROXY header, version 1. Default off."),
        new("proxy_socket_keepalive", Inherited, 1, 1, call => call.Settings.ServerKeepAlive = call.Flag(call.Arguments[0]),
            "SO_KEEPALIVE on server legs. Default off."),
        new("proxy_bind", Inherited, 1, 2, ReadBind,
            "Source of server legs: an address, `$remote_addr transparent`, `$remote_addr:$remote_port transparent` or `off`."),
        new("proxy_next_upstream", Inherited, 1, 1, call => call.Settings.NextServer = call.Flag(call.Arguments[0]),
            "A failed connect goes to the next server at once. Default on."),
        new("proxy_next_upstream_tries", Inherited, 1, 1, call => call.Settings.NextServerTries = call.Number(call.Arguments[0], 0, int.MaxValue),
            "Most attempts, the first among them; 0 = one for each usable server. Default 0."),
        new("proxy_next_upstream_timeout", Inherited, 1, 1, call => call.Settings.NextServerTimeout = call.Time(call.Arguments[0]),
            "Longest time for all attempts; 0 = no limit. Default 0."),
    ];

    private static void ReadTimeout(NginxCall call)
    {
        call.Settings.ProxyTimeout = call.PositiveTime(call.Arguments[0]);
        if (call.Settings.ProxyTimeout < QuietClient)
        {
            call.Warning(
                $"{call.Arguments[0]} closes MQTT clients that are merely quiet: with the usual keep-alive of 60s a client may be silent for a "
                + "minute, and brokers allow 90s. Raise it above one and a half times the longest keep-alive.");
        }
    }

    private static void ReadPass(NginxCall call)
    {
        var server = call.Scope.Server!;
        server.ProxyPassLocation = call.Location;
        if (call.Arguments[0].Contains('$'))
        {
            call.Error($"'{call.Arguments[0]}': variables are not built yet. Name an upstream or an address.");
            return;
        }

        server.ProxyPass = call.Arguments[0];
        if (server.ProxyPass.Contains(':')) server.ProxyPassAddress = NginxUpstreamServerParser.ReadAddress(server.ProxyPass, call);
    }

    private static void ReadBind(NginxCall call)
    {
        var transparent = call.Arguments.Count == 2;
        if (transparent && call.Arguments[1] != "transparent")
        {
            call.Error($"unknown parameter '{call.Arguments[1]}'. Only 'transparent' can follow the address.");
            return;
        }

        if (call.Arguments[0].Contains('$'))
            ReadClientBind(call, transparent);
        else if (call.Arguments[0] == "off")
            call.Settings.Bind = new NginxProxyBind(null, 0, TransparentSource.None, call.Location);
        else if (transparent)
            call.Error("'transparent' is built for $remote_addr only, not for a fixed address yet.");
        else
            ReadFixedBind(call);
    }

    private static void ReadClientBind(NginxCall call, bool transparent)
    {
        TransparentSource? source = call.Arguments[0] switch
        {
            "$remote_addr" or "${remote_addr}" => TransparentSource.ClientAddress,
            "$remote_addr:$remote_port" => TransparentSource.ClientAddressAndPort,
            _ => null,
        };
        if (source is not { } found)
            call.Error($"'{call.Arguments[0]}': of the variables, only $remote_addr and $remote_addr:$remote_port are built.");
        else if (!transparent)
            call.Error($"'{call.Arguments[0]}' is no address of this machine. Add 'transparent'.");
        else
            call.Settings.Bind = new NginxProxyBind(IPAddress.Any, 0, found, call.Location);
    }

    private static void ReadFixedBind(NginxCall call)
    {
        var text = call.Arguments[0];
        var (address, portText) = NginxAddress.Split(text);
        var port = 0;
        if (!NginxAddress.TryLiteral(address, out var source))
            call.Error($"'{text}' is not an address. Write ADDRESS[:PORT], IPv6 in brackets.");
        else if (address.Length < text.Length && !NginxAddress.TryPort(portText, out port))
            call.Error($"'{portText}' is not a port from 1 to 65535.");
        else
            call.Settings.Bind = new NginxProxyBind(source, port, TransparentSource.None, call.Location);
    }
}
