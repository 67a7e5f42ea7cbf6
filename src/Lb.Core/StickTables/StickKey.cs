using System.Buffers.Binary;
using System.Net.Sockets;
using Lb.Configuration.Model;
using Lb.Core.Samples;

namespace Lb.Core.StickTables;

/// <summary>Casts samples to the kind of key that a table holds.</summary>
public static class StickKey
{
    /// <summary>Casts.</summary>
    /// <returns>The key in full length; null where the sample cannot be cast, or is empty: such a connection has no key.</returns>
    public static byte[]? Of(StickKeyType type, SampleValue value)
    {
        var key = type switch
        {
            StickKeyType.Ip => value.TryAsIPv4(out var v4) ? v4.GetAddressBytes() : null,
            StickKeyType.Ipv6 => IPv6(value),
            StickKeyType.Integer => Integer(value),
            StickKeyType.Binary => value.AsBytes().ToArray(),
            _ => value.AsText().ToArray(),
        };
        return key is { Length: 0 } ? null : key;
    }

    private static byte[]? IPv6(SampleValue value)
    {
        if (!value.TryAsAddress(out var address)) return null;
        return (address.AddressFamily == AddressFamily.InterNetwork ? address.MapToIPv6() : address).GetAddressBytes();
    }

    private static byte[]? Integer(SampleValue value)
    {
        if (!value.TryAsInteger(out var number)) return null;
        var key = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(key, unchecked((uint)number));
        return key;
    }
}
