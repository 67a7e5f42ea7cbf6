using System.Numerics;

namespace Lb.Protocol.ProxyProtocol;

/// <summary>The checksum of RFC 4960 appendix B (Castagnoli polynomial).</summary>
internal static class Crc32C
{
    /// <summary>The checksum of a header, its own four bytes taken as zero. PROXY protocol section 2.2.3.</summary>
    public static uint OfHeader(ReadOnlySpan<byte> header, int checksumOffset)
    {
        uint crc = Add(uint.MaxValue, header[..checksumOffset]);
        crc = Add(crc, [0, 0, 0, 0]);
        return ~Add(crc, header[(checksumOffset + sizeof(uint))..]);
    }

    private static uint Add(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes) crc = BitOperations.Crc32C(crc, b);
        return crc;
    }
}
