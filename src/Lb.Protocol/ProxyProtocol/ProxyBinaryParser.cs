using System.Buffers.Binary;
using System.Net;

namespace Lb.Protocol.ProxyProtocol;

/// <summary>Version 2, the binary form. PROXY protocol section 2.2.</summary>
internal static class ProxyBinaryParser
{
    /// <summary>Signature, version and command, family, length.</summary>
    public const int FixedLength = 16;

    public const byte VersionBits = 0x20;

    private const int UnixLength = 216;

    public static ReadOnlySpan<byte> Signature => "\r\n\r\n\0\r\nQUIT\n"u8;

    public static ParseStatus TryParse(
        ReadOnlySpan<byte> input, int maxLength, out ProxyHeader? header, out int length, out ProxyHeaderError error)
    {
        header = null;
        length = 0;
        error = CheckFixed(input, maxLength);
        if (error != ProxyHeaderError.None) return ParseStatus.Invalid;
        if (input.Length < FixedLength) return ParseStatus.NeedMoreData;
        int total = FixedLength + BinaryPrimitives.ReadUInt16BigEndian(input[14..]);
        if (input.Length < total) return ParseStatus.NeedMoreData;
        header = ParseWhole(input[..total], out error);
        if (header is null) return ParseStatus.Invalid;
        length = total;
        return ParseStatus.Complete;
    }

    /// <summary>Looks at each byte of the fixed part as soon as it is there.</summary>
    private static ProxyHeaderError CheckFixed(ReadOnlySpan<byte> input, int maxLength)
    {
        int seen = Math.Min(input.Length, Signature.Length);
        if (!input[..seen].SequenceEqual(Signature[..seen])) return ProxyHeaderError.NotProxyProtocol;
        if (input.Length > 12 && (input[12] & 0xF0) != VersionBits) return ProxyHeaderError.Version;
        if (input.Length > 12 && (input[12] & 0x0F) > (int)ProxyCommand.Proxy) return ProxyHeaderError.Command;
        // The family of a LOCAL header is to be ignored, whatever it says.
        if (input.Length > 13 && !IsLocal(input) && (input[13] >> 4 > 3 || (input[13] & 0x0F) > 2)) return ProxyHeaderError.Family;
        if (input.Length < FixedLength) return ProxyHeaderError.None;
        int length = BinaryPrimitives.ReadUInt16BigEndian(input[14..]);
        return FixedLength + length > maxLength ? ProxyHeaderError.TooLong : ProxyHeaderError.None;
    }

    private static bool IsLocal(ReadOnlySpan<byte> input) => (input[12] & 0x0F) == (int)ProxyCommand.Local;

    private static ProxyHeader? ParseWhole(ReadOnlySpan<byte> whole, out ProxyHeaderError error)
    {
        error = ProxyHeaderError.None;
        if (IsLocal(whole)) return new() { Command = ProxyCommand.Local };
        ProxyTransport transport = Transport(whole[13]);
        int addressLength = AddressLength(transport);
        if (whole.Length < FixedLength + addressLength)
        {
            error = ProxyHeaderError.Truncated;
            return null;
        }
        ProxyHeader header = WithAddresses(transport, whole[FixedLength..]);
        ProxyHeader? full = ProxyTlvParser.AddTo(header, whole, FixedLength + addressLength, out error);
        // What an unspecified family carries need not be entries: it is to be ignored then.
        if (transport != ProxyTransport.Unspecified || error != ProxyHeaderError.Tlv) return full;
        error = ProxyHeaderError.None;
        return header;
    }

    private static ProxyTransport Transport(byte family) => family switch
    {
        0x11 => ProxyTransport.Tcp4,
        0x21 => ProxyTransport.Tcp6,
        0x12 => ProxyTransport.Udp4,
        0x22 => ProxyTransport.Udp6,
        0x31 or 0x32 => ProxyTransport.Unix,
        _ => ProxyTransport.Unspecified,
    };

    private static int AddressLength(ProxyTransport transport) => transport switch
    {
        ProxyTransport.Tcp4 or ProxyTransport.Udp4 => 12,
        ProxyTransport.Tcp6 or ProxyTransport.Udp6 => 36,
        ProxyTransport.Unix => UnixLength,
        _ => 0,
    };

    private static ProxyHeader WithAddresses(ProxyTransport transport, ReadOnlySpan<byte> block)
    {
        int size = transport switch
        {
            ProxyTransport.Tcp4 or ProxyTransport.Udp4 => 4,
            ProxyTransport.Tcp6 or ProxyTransport.Udp6 => 16,
            _ => 0,
        };
        if (size == 0) return new() { Transport = transport };
        ReadOnlySpan<byte> ports = block[(2 * size)..];
        return new()
        {
            Transport = transport,
            Source = new(new IPAddress(block[..size]), BinaryPrimitives.ReadUInt16BigEndian(ports)),
            Destination = new(new IPAddress(block[size..(2 * size)]), BinaryPrimitives.ReadUInt16BigEndian(ports[2..])),
        };
    }
}
