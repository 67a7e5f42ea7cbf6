using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Lb.Configuration.Nginx.Values;

/// <summary>An address or network of <c>allow</c> and <c>deny</c>.</summary>
internal static class NginxNetwork
{
    /// <summary>Reads <c>ADDRESS[/BITS]</c>, IPv4 or IPv6 without brackets; bits behind the prefix are dropped.</summary>
    public static bool TryParse(string text, out IPNetwork network)
    {
        network = default;
        var slash = text.IndexOf('/');
        var literal = slash < 0 ? text : text[..slash];
        var isV4 = literal.Count(c => c == '.') == 3 && !literal.Contains(':');
        var family = isV4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
        if (!NginxAddress.TryFamily(literal, family, out var address)) return false;

        var width = isV4 ? 32 : 128;
        var bits = width;
        if (slash >= 0 && !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out bits)) return false;
        if (bits > width) return false;
        network = new IPNetwork(Masked(address, bits), bits);
        return true;
    }

    private static IPAddress Masked(IPAddress address, int bits)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var kept = Math.Clamp(bits - (i * 8), 0, 8);
            bytes[i] &= (byte)(0xFF << (8 - kept));
        }

        return new IPAddress(bytes);
    }
}
