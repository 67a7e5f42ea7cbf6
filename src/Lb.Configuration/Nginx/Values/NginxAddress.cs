using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Lb.Configuration.Nginx.Values;

/// <summary><c>ADDRESS:PORT</c> as written: the address with its brackets, the port without its colon, empty where there is none.</summary>
internal readonly record struct NginxAddress(string Address, string Port)
{
    /// <summary>Splits the text; an address in brackets keeps its colons.</summary>
    public static NginxAddress Split(string text)
    {
        var bracket = text.StartsWith('[') ? text.IndexOf(']') : -1;
        var colon = text.IndexOf(':', bracket + 1);
        return colon < 0 ? new NginxAddress(text, "") : new NginxAddress(text[..colon], text[(colon + 1)..]);
    }

    /// <summary>Reads a port, 1 to 65535.</summary>
    public static bool TryPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 1 and <= 65535;

    /// <summary>Addresses of a literal or a name; empty where it is neither.</summary>
    public static IReadOnlyList<IPAddress> Resolve(string text, ConfigEnvironment environment)
    {
        if (TryLiteral(text, out var literal)) return [literal];
        return IsName(text) ? environment.Resolve(text) : [];
    }

    /// <summary>Reads an IPv4 address in four parts, or an IPv6 address in brackets.</summary>
    public static bool TryLiteral(string text, out IPAddress address)
    {
        address = IPAddress.None;
        if (text.StartsWith('[') && text.EndsWith(']'))
            return TryFamily(text[1..^1], AddressFamily.InterNetworkV6, out address);
        return text.Count(c => c == '.') == 3 && TryFamily(text, AddressFamily.InterNetwork, out address);
    }

    /// <summary>Reads an address of one family, without brackets.</summary>
    public static bool TryFamily(string text, AddressFamily family, out IPAddress address)
    {
        var read = IPAddress.TryParse(text, out var parsed) && parsed.AddressFamily == family && !text.Contains('[');
        address = read ? parsed! : IPAddress.None;
        return read;
    }

    // All digits and dots is a mistyped address: no resolver should be asked for it.
    private static bool IsName(string text) =>
        text.Length is > 0 and <= 253
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_')
        && text.Any(char.IsAsciiLetter);
}
