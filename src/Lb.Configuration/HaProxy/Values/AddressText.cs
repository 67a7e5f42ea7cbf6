using System.Globalization;

namespace Lb.Configuration.HaProxy.Values;

/// <summary>An address as written: <c>[ipv4@|ipv6@]HOST[:PORT[-PORT]]</c> (HAProxy manual 11, and <c>bind</c> in 4.2).</summary>
/// <param name="Host">Name or address; <c>*</c> and the empty text mean any address.</param>
/// <param name="FirstPort">Null = no port written.</param>
/// <param name="LastPort">Equal to the first unless a range is written.</param>
internal sealed record AddressText(string Host, int? FirstPort, int LastPort)
{
    private static readonly string[] UnbuiltPrefixes =
        ["unix@", "abns@", "abnsz@", "fd@", "sockpair@", "uxst@", "uxdg@", "udp@", "udp4@", "udp6@", "quic4@", "quic6@", "rhttp@"];

    /// <summary>Environment variables are expected to be expanded already.</summary>
    public static Parsed<AddressText?> Parse(string text)
    {
        if (text.StartsWith('/') || UnbuiltPrefixes.Any(p => text.StartsWith(p, StringComparison.Ordinal)))
            return Fail("is a kind of address that this version does not have yet; IPv4 and IPv6 with a port are understood");

        var address = text.StartsWith("ipv4@", StringComparison.Ordinal) || text.StartsWith("ipv6@", StringComparison.Ordinal)
            ? text[5..]
            : text;
        var bracket = address.IndexOf(']', StringComparison.Ordinal);
        var colon = address.LastIndexOf(':');
        if (colon < 0 || colon < bracket)
            return Success(address, null, 0);

        var host = address[..colon];
        var port = address[(colon + 1)..];
        if (port.Length == 0)
            return Success(host, null, 0);
        if (port[0] is '+' or '-')
            return Fail("shifts the client's port, which this version does not have yet; write the port itself");

        var dash = port.IndexOf('-', StringComparison.Ordinal);
        if (ReadPort(dash < 0 ? port : port[..dash]) is not { } first || ReadPort(dash < 0 ? port : port[(dash + 1)..]) is not { } last)
            return Fail($"has the port '{port}'; a port is a number from 0 to 65535");
        return first > last ? Fail("has a port range that ends below its start") : Success(host, first, last);
    }

    private static int? ReadPort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535 ? port : null;

    private static Parsed<AddressText?> Success(string host, int? first, int last) =>
        new(new AddressText(host.StartsWith('[') && host.EndsWith(']') ? host[1..^1] : host, first, last), null);

    private static Parsed<AddressText?> Fail(string error) => new(null, error);
}
