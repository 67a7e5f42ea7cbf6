using System.Buffers.Binary;
using System.Buffers.Text;
using System.Net;
using System.Numerics;
using Lb.Configuration.Model;

namespace Lb.Core.Balancing;

/// <summary>The hash functions of <c>hash-type</c>: 32 bits that fall where HAProxy's fall, so that clients keep their servers
/// when the two stand side by side.</summary>
public static class KeyHash
{
    /// <summary>Hash of a key by a configured function.</summary>
    /// <param name="function">Function; <see cref="HashFunction.None"/> reads the key as the text of a whole number.</param>
    /// <param name="key">Key bytes.</param>
    public static uint Of(HashFunction function, ReadOnlySpan<byte> key) => function switch
    {
        HashFunction.Djb2 => Djb2(key),
        HashFunction.Wt6 => Wt6(key),
        HashFunction.Crc32 => Crc32.Of(key),
        HashFunction.None => Number(key),
        _ => Sdbm(key),
    };

    /// <summary>Hash of a client address for <c>balance source</c>: its 32-bit words, big endian, combined by exclusive or.
    /// An IPv4 address that arrived mapped into IPv6 counts as the IPv6 address that it is, as in HAProxy.</summary>
    public static uint OfAddress(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        uint hash = 0;
        for (var at = 0; at < length; at += 4) hash ^= BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
        return hash;
    }

    /// <summary>Spreads every bit of <paramref name="value"/> over all 32 (<c>avalanche</c>): Bob Jenkins' integer hash, then a large
    /// prime.</summary>
    public static uint Avalanche(uint value)
    {
        unchecked
        {
            value = value + 0x7ED55D16 + (value << 12);
            value = value ^ 0xC761C23C ^ (value >> 19);
            value = value + 0x165667B1 + (value << 5);
            value = (value + 0xD3A2646C) ^ (value << 9);
            value = value + 0xFD7046C5 + (value << 3);
            value = value ^ 0xB55A4F09 ^ (value >> 16);
            return value * 3221225473;
        }
    }

    private static uint Sdbm(ReadOnlySpan<byte> key)
    {
        uint hash = 0;
        foreach (var value in key) hash = unchecked(value + (hash << 6) + (hash << 16) - hash);
        return hash;
    }

    private static uint Djb2(ReadOnlySpan<byte> key)
    {
        uint hash = 5381;
        foreach (var value in key) hash = unchecked((hash * 33) + value);
        return hash;
    }

    private static uint Wt6(ReadOnlySpan<byte> key)
    {
        uint low = 0xA53C965A;
        uint high = 0x5CA6953A;
        var lowTurn = 6;
        var highTurn = 18;
        foreach (var value in key)
        {
            var mixed = ~unchecked(high + value);
            high = BitOperations.RotateLeft(~(low ^ value), highTurn);
            low = BitOperations.RotateLeft(mixed, lowTurn);
            var turns = ((low >> 16) ^ high) & 0xFFFF;
            lowTurn = (int)(turns & 0x1F);
            highTurn = (int)(turns >> 11);
        }

        return low ^ high;
    }

    private static uint Number(ReadOnlySpan<byte> key) =>
        Utf8Parser.TryParse(key, out long number, out _) ? unchecked((uint)number) : 0;
}
