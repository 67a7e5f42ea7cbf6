using System.Globalization;
using System.Net;
using Lb.Broker;

namespace Lb.Host.CommandLine;

/// <summary>Reads where the reference broker listens: <c>SCHEME://ADDRESS[:PORT]</c>, the scheme being mqtt, mqtts, ws or wss, with <c>+proxy</c> behind it
/// where each connection begins with a PROXY header. <c>*</c> stands for every address, IPv6 addresses stand in brackets.</summary>
internal static class BindAddressText
{
    private const string Proxy = "+proxy";

    private static readonly Dictionary<string, (int Port, bool Tls, bool WebSocket)> Schemes = new(StringComparer.Ordinal)
    {
        ["mqtt"] = (1883, false, false),
        ["mqtts"] = (8883, true, false),
        ["ws"] = (8083, false, true),
        ["wss"] = (8084, true, true),
    };

    /// <summary>Reads one.</summary>
    /// <param name="text">As on the command line.</param>
    /// <param name="tls">For the schemes with TLS; null when no certificate was given.</param>
    /// <param name="errors">Gets what is wrong.</param>
    /// <returns>Null when something is.</returns>
    public static BrokerBind? Parse(string text, BrokerTls? tls, ICollection<string> errors)
    {
        var parts = text.Split("://", 2);
        var proxy = parts[0].EndsWith(Proxy, StringComparison.Ordinal);
        if (parts.Length < 2 || !Schemes.TryGetValue(proxy ? parts[0][..^Proxy.Length] : parts[0], out var scheme))
            return Fail(errors, $"--listen {text}: write mqtt://, mqtts://, ws:// or wss:// in front, with +proxy behind the name for PROXY headers.");
        if (AddressOf(parts[1], scheme.Port) is not { } address)
            return Fail(errors, $"--listen {text}: '{parts[1]}' is no IP address with a port from 0 to 65535.");
        if (scheme.Tls && tls is null) return Fail(errors, $"--listen {text}: TLS needs --cert.");
        return new BrokerBind(address, proxy) { Tls = scheme.Tls ? tls : null, WebSocket = scheme.WebSocket };
    }

    private static IPEndPoint? AddressOf(string text, int defaultPort)
    {
        var colon = text.LastIndexOf(':');
        var hasPort = colon > text.LastIndexOf(']');
        var (address, port) = hasPort ? (text[..colon], text[(colon + 1)..]) : (text, $"{defaultPort}");
        if (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > IPEndPoint.MaxPort) return null;
        if (address == "*") return new IPEndPoint(IPAddress.Any, number);
        return IPAddress.TryParse(address.Trim('[', ']'), out var parsed) ? new IPEndPoint(parsed, number) : null;
    }

    private static BrokerBind? Fail(ICollection<string> errors, string error)
    {
        errors.Add(error);
        return null;
    }
}
