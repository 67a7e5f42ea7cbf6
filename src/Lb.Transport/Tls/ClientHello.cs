using System.Buffers;
using System.Buffers.Binary;

namespace Lb.Transport.Tls;

/// <summary>Looks into a TLS ClientHello (RFC 8446 4.1.2), no further than a decision before the handshake needs. Whether the message is sound is
/// the handshake's business.</summary>
internal static class ClientHello
{
    /// <summary>Bytes of a record header; the record's length stands in the last two.</summary>
    private const int RecordHeader = 5;

    private const byte HandshakeRecord = 22;
    private const byte ClientHelloMessage = 1;
    private const ushort AlpnExtension = 16;

    /// <summary>Whether more bytes are needed before it can be told what the client offers.</summary>
    public static bool IsIncomplete(in ReadOnlySequence<byte> input)
    {
        if (input.IsEmpty) return true;
        if (input.FirstSpan[0] != HandshakeRecord) return false;
        return input.Length < RecordHeader || input.Length < RecordHeader + RecordLength(input);
    }

    /// <summary>Whether the client offers at least one of the protocols (RFC 7301). False for anything that is no ClientHello in one record.</summary>
    public static bool OffersAny(in ReadOnlySequence<byte> input, IReadOnlyList<byte[]> protocols)
    {
        if (input.IsEmpty || input.FirstSpan[0] != HandshakeRecord || IsIncomplete(input)) return false;
        var record = input.Slice(RecordHeader, RecordLength(input));
        return OffersAny(record.IsSingleSegment ? record.FirstSpan : record.ToArray(), protocols);
    }

    private static int RecordLength(in ReadOnlySequence<byte> input)
    {
        Span<byte> length = stackalloc byte[2];
        input.Slice(RecordHeader - 2, 2).CopyTo(length);
        return BinaryPrimitives.ReadUInt16BigEndian(length);
    }

    private static bool OffersAny(ReadOnlySpan<byte> message, IReadOnlyList<byte[]> protocols)
    {
        if (message.IsEmpty || message[0] != ClientHelloMessage) return false;
        var rest = new TlsVectors(message);
        // Type and length of the message, legacy version, random.
        var extensions = rest.Skip(4 + 2 + 32) && rest.SkipVector(1) && rest.SkipVector(2) && rest.SkipVector(1) && rest.TryReadVector(2, out var all)
            ? new TlsVectors(all)
            : default;
        while (extensions.TryReadNumber(out var type) && extensions.TryReadVector(2, out var body))
        {
            if (type == AlpnExtension) return ContainsAny(body, protocols);
        }

        return false;
    }

    private static bool ContainsAny(ReadOnlySpan<byte> extension, IReadOnlyList<byte[]> protocols)
    {
        var outer = new TlsVectors(extension);
        if (!outer.TryReadVector(2, out var list)) return false;
        var names = new TlsVectors(list);
        while (names.TryReadVector(1, out var name))
        {
            foreach (var protocol in protocols)
            {
                if (name.SequenceEqual(protocol)) return true;
            }
        }

        return false;
    }
}
