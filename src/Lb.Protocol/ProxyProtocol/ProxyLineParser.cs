using System.Buffers;
using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Lb.Protocol.ProxyProtocol;

/// <summary>Version 1, the line of text. PROXY protocol section 2.1.</summary>
internal static class ProxyLineParser
{
    /// <summary>The longest line with its CR LF, in bytes.</summary>
    public const int MaxLength = 107;

    private static readonly SearchValues<byte> IPv6Characters = SearchValues.Create("0123456789abcdefABCDEF:."u8);

    public static ReadOnlySpan<byte> Signature => "PROXY "u8;

    public static ParseStatus TryParse(ReadOnlySpan<byte> input, out ProxyHeader? header, out int length, out ProxyHeaderError error)
    {
        header = null;
        length = 0;
        error = ProxyHeaderError.NotProxyProtocol;
        int seen = Math.Min(input.Length, Signature.Length);
        if (!input[..seen].SequenceEqual(Signature[..seen])) return ParseStatus.Invalid;
        error = ProxyHeaderError.LineEnd;
        int lineFeed = input[..Math.Min(input.Length, MaxLength)].IndexOf((byte)'\n');
        if (lineFeed < 0)
        {
            if (input.Length >= MaxLength) return ParseStatus.Invalid;
            error = ProxyHeaderError.None;
            return ParseStatus.NeedMoreData;
        }
        if (input[lineFeed - 1] != '\r') return ParseStatus.Invalid;
        header = ParseLine(input[Signature.Length..(lineFeed - 1)], out error);
        if (header is null) return ParseStatus.Invalid;
        length = lineFeed + 1;
        return ParseStatus.Complete;
    }

    private static ProxyHeader? ParseLine(ReadOnlySpan<byte> line, out ProxyHeaderError error)
    {
        error = ProxyHeaderError.None;
        ReadOnlySpan<byte> protocol = NextWord(ref line);
        // Whatever follows UNKNOWN must be ignored.
        if (protocol.SequenceEqual("UNKNOWN"u8)) return new() { Transport = ProxyTransport.Unspecified };
        bool four = protocol.SequenceEqual("TCP4"u8);
        if (!four && !protocol.SequenceEqual("TCP6"u8))
        {
            error = ProxyHeaderError.Protocol;
            return null;
        }
        IPAddress? source = ParseAddress(NextWord(ref line), four);
        IPAddress? destination = ParseAddress(NextWord(ref line), four);
        int sourcePort = ParseNumber(NextWord(ref line), ushort.MaxValue);
        int destinationPort = ParseNumber(line, ushort.MaxValue);
        if (source is null || destination is null || sourcePort < 0 || destinationPort < 0)
        {
            error = ProxyHeaderError.Address;
            return null;
        }
        return new()
        {
            Transport = four ? ProxyTransport.Tcp4 : ProxyTransport.Tcp6,
            Source = new(source, sourcePort),
            Destination = new(destination, destinationPort),
        };
    }

    /// <summary>Cuts off what stands before the next space; all of it when there is none.</summary>
    private static ReadOnlySpan<byte> NextWord(ref ReadOnlySpan<byte> line)
    {
        int space = line.IndexOf((byte)' ');
        ReadOnlySpan<byte> word = space < 0 ? line : line[..space];
        line = space < 0 ? default : line[(space + 1)..];
        return word;
    }

    private static IPAddress? ParseAddress(ReadOnlySpan<byte> text, bool four) => four ? ParseIPv4(text) : ParseIPv6(text);

    /// <summary>Four decimal numbers only: <see cref="IPAddress"/> would also take octal, hexadecimal and shortened forms.</summary>
    private static IPAddress? ParseIPv4(ReadOnlySpan<byte> text)
    {
        Span<byte> address = stackalloc byte[4];
        for (int i = 0; i < address.Length; i++)
        {
            int dot = i < 3 ? text.IndexOf((byte)'.') : text.Length;
            int number = dot < 0 ? -1 : ParseNumber(text[..dot], byte.MaxValue);
            if (number < 0) return null;
            address[i] = (byte)number;
            text = i < 3 ? text[(dot + 1)..] : default;
        }
        return new(address);
    }

    /// <summary>Hexadecimal digits, colons and dots only: no scope, no brackets.</summary>
    private static IPAddress? ParseIPv6(ReadOnlySpan<byte> text)
    {
        if (text.Length is 0 or > 45 || text.ContainsAnyExcept(IPv6Characters)) return null;
        return IPAddress.TryParse(Encoding.ASCII.GetString(text), out IPAddress? address)
            && address.AddressFamily == AddressFamily.InterNetworkV6 ? address : null;
    }

    /// <summary>A decimal number without leading zeros, or -1.</summary>
    private static int ParseNumber(ReadOnlySpan<byte> text, int most)
    {
        bool wellFormed = text.Length is > 0 and <= 5
            && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && (text.Length == 1 || text[0] != '0');
        return wellFormed && Utf8Parser.TryParse(text, out int number, out _) && number <= most ? number : -1;
    }
}
