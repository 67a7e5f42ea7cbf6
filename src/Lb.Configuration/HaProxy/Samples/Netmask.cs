using System.Buffers.Binary;
using System.Net;
using System.Numerics;

namespace Lb.Configuration.HaProxy.Samples;

/// <summary>Netmasks in dotted form.</summary>
internal static class Netmask
{
    /// <summary>Prefix length of <c>255.255.255.0</c> and the like; null when the bits are not contiguous, or the address is not
    /// IPv4.</summary>
    public static int? PrefixLength(IPAddress mask)
    {
        var bytes = mask.GetAddressBytes();
        if (bytes.Length != 4)
            return null;
        var bits = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        var length = BitOperations.PopCount(bits);
        return bits == (length == 0 ? 0 : uint.MaxValue << (32 - length)) ? length : null;
    }
}
