using System.Net;
using Lb.Configuration.Nginx.Blocks;
using Lb.Configuration.Nginx.Values;

namespace Lb.Configuration.Nginx.Directives;

/// <summary>Reads <c>listen</c>.</summary>
internal static class NginxListenParser
{
    private static readonly string[] Harmless = ["reuseport", "bind", "fastopen", "rcvbuf", "sndbuf", "setfib", "accept_filter"];

    /// <summary>Adds the addresses of one <c>listen</c> line to the open server.</summary>
    public static void Read(NginxCall call)
    {
        call.Scope.Server!.HasListen = true;
        var template = new NginxListen { Address = new IPEndPoint(IPAddress.Any, 0), Location = call.Location };
        foreach (var parameter in call.Arguments.Skip(1)) template = WithParameter(template, parameter, call);
        foreach (var address in ReadAddresses(call.Arguments[0], call)) call.Scope.Server.Listens.Add(template with { Address = address });
    }

    private static NginxListen WithParameter(NginxListen listen, string parameter, NginxCall call)
    {
        var equals = parameter.IndexOf('=');
        var name = equals < 0 ? parameter : parameter[..equals];
        var value = equals < 0 ? "" : parameter[(equals + 1)..];
        switch (name)
        {
            case "ssl" when equals < 0:
                return listen with { Tls = true };
            case "proxy_protocol" when equals < 0:
                return listen with { AcceptProxy = true };
            case "deferred" when equals < 0:
                return listen with { DeferAccept = true };
            case "backlog":
                return listen with { Backlog = call.Number(value, 1, int.MaxValue) };
            case "ipv6only":
                return listen with { DualStack = call.Flag(value) == false };
            case "so_keepalive":
                return listen with { KeepAlive = ReadKeepAlive(value, call) };
            case "udp":
                call.Error("'udp' is not built yet.");
                return listen;
            default:
                ReportOther(name, parameter, call);
                return listen;
        }
    }

    private static void ReportOther(string name, string parameter, NginxCall call)
    {
        if (name is "default_server" or "http2" or "quic" or "spdy")
            call.Error($"'{parameter}' belongs to 'http' servers.");
        else if (Harmless.Contains(name))
            call.Warning($"parameter '{parameter}' has no effect here: the balancer sets its sockets up by itself.");
        else
            call.Error($"unknown parameter '{parameter}'. Known: ssl, proxy_protocol, deferred, backlog=, so_keepalive=, ipv6only=.");
    }

    private static bool ReadKeepAlive(string value, NginxCall call)
    {
        if (value is "on" or "off") return value == "on";
        if (value.Count(c => c == ':') == 2)
            call.Warning($"'so_keepalive={value}' turns keep-alive on; its times and count are the system's.");
        else
            call.Error($"'so_keepalive={value}' is neither on, off, nor IDLE:INTERVAL:COUNT.");
        return true;
    }

    private static IEnumerable<IPEndPoint> ReadAddresses(string text, NginxCall call)
    {
        if (text.StartsWith("unix:", StringComparison.Ordinal))
        {
            call.Error("unix sockets are not built yet.");
            return [];
        }

        var (address, ports) = text.Contains(':') || text.Contains('.') || text.Any(char.IsAsciiLetter)
            ? NginxAddress.Split(text)
            : new NginxAddress("*", text);
        if (!TryPorts(ports, out var first, out var last))
        {
            call.Error(ports.Length == 0 ? $"'{text}' names no port." : $"'{ports}' is neither a port from 1 to 65535 nor a range of ports.");
            return [];
        }

        IReadOnlyList<IPAddress> addresses = address == "*" ? [IPAddress.Any] : NginxAddress.Resolve(address, call.Reading.Environment);
        if (addresses.Count == 0) call.Error($"'{address}' is neither an address nor a name that can be resolved.");
        return from a in addresses from port in Enumerable.Range(first, last - first + 1) select new IPEndPoint(a, port);
    }

    private static bool TryPorts(string text, out int first, out int last)
    {
        var dash = text.IndexOf('-');
        last = 0;
        if (dash < 0) return NginxAddress.TryPort(text, out first) && (last = first) > 0;
        return NginxAddress.TryPort(text[..dash], out first) && NginxAddress.TryPort(text[(dash + 1)..], out last) && first <= last;
    }
}
