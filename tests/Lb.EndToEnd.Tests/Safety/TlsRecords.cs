using System.Buffers.Binary;

namespace Lb.EndToEnd.Tests.Safety;

/// <summary>TLS records that no client sends: types, versions, contents and announced lengths at random.</summary>
internal static class TlsRecords
{
    /// <summary>The most that a record may announce, whatever its kind (RFC 5246 section 6.2.3).</summary>
    public const int MostAnnounced = 16384 + 2048;

    private const byte Alert = 21;
    private const byte Handshake = 22;
    private const byte ApplicationData = 23;
    private const int HeaderSize = 5;
    private const int MessageHeaderSize = 4;

    // What TLS 1.3 allows above the content (RFC 8446 section 5.2).
    private const int MostAnnouncedByTls13 = 16384 + 256;
    private static readonly byte[] ContentTypes = [20, Alert, Handshake, ApplicationData, 24];

    /// <summary>Some records; the length that each announces is right, or one of the wrong ones.</summary>
    public static byte[] Some(Random random)
    {
        var all = new List<byte>();
        for (var left = random.Next(1, 5); left > 0; left--) all.AddRange(Any(random));
        return [.. all];
    }

    /// <summary>What a client may send instead of its next record: garbage, alerts of any kind, half a record, one that is too large, one that says
    /// openly what should be encrypted.</summary>
    public static byte[] Broken(Random random) => random.Next(7) switch
    {
        0 => Some(random),
        1 => AlertOf((byte)random.Next(256), (byte)random.Next(256)),
        2 => AlertOf((byte)random.Next(1, 3), (byte)random.Next(121)),
        3 => Half(random),
        4 => [.. Header(ApplicationData, 3, random.Next(MostAnnouncedByTls13 + 1, ushort.MaxValue + 1)), .. Noise(random, random.Next(MostAnnounced))],
        5 => Of(ApplicationData, "\x10\x0c\0\x04MQTT\x04\x02\0\x3c\0\0"u8.ToArray()),
        _ => Noise(random, random.Next(1, 600)),
    };

    /// <summary>A record of TLS 1.2's version, its length as it should be.</summary>
    public static byte[] Of(byte type, byte[] content) => [.. Header(type, 3, content.Length), .. content];

    /// <summary>A ClientHello of at most 255 bytes, its lengths as they should be.</summary>
    public static byte[] Hello(byte[] content) => Of(Handshake, [1, 0, 0, (byte)content.Length, .. content]);

    /// <summary>The length that a record announces made wrong.</summary>
    public static void Misannounce(Random random, Span<byte> record)
    {
        var length = BinaryPrimitives.ReadUInt16BigEndian(record[3..]);
        BinaryPrimitives.WriteUInt16BigEndian(record[3..], (ushort)WrongLength(random, length, ushort.MaxValue));
    }

    /// <summary>The length that a handshake message announces made wrong.</summary>
    /// <param name="random">Where the choice comes from.</param>
    /// <param name="message">The message with its header.</param>
    public static void MisannounceMessage(Random random, Span<byte> message) =>
        WriteMessageLength(message, WrongLength(random, message.Length - MessageHeaderSize, 0xffffff));

    /// <summary>A handshake record cut into several, of which some may be empty.</summary>
    public static byte[] Fragment(Random random, ReadOnlySpan<byte> record)
    {
        var all = new List<byte>();
        for (var content = record[HeaderSize..]; !content.IsEmpty;)
        {
            var part = random.Next(Math.Min(content.Length, 200) + 1);
            all.AddRange(Of(Handshake, content[..part].ToArray()));
            content = content[part..];
        }

        return [.. all];
    }

    public static byte[] Noise(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Any(Random random)
    {
        var type = random.Next(5) == 0 ? (byte)random.Next(256) : ContentTypes[random.Next(ContentTypes.Length)];
        var content = ContentOf(type, random);
        byte[] record = [.. Header(type, (byte)random.Next(5), content.Length), .. content];
        if (random.Next(2) == 0) Misannounce(random, record);
        return record;
    }

    private static byte[] ContentOf(byte type, Random random)
    {
        if (type == Alert && random.Next(2) == 0) return [(byte)random.Next(1, 3), (byte)random.Next(120)];
        var length = random.Next(8) == 0 ? random.Next(MostAnnounced) : random.Next(300);
        var content = Noise(random, length);
        if (type != Handshake || length < MessageHeaderSize || random.Next(2) == 0) return content;

        // A message that a server knows, with a length near the truth.
        content[0] = (byte)random.Next(25);
        WriteMessageLength(content, length - MessageHeaderSize);
        if (random.Next(2) == 0) MisannounceMessage(random, content);
        return content;
    }

    private static byte[] AlertOf(byte level, byte description) => Of(Alert, [level, description]);

    private static byte[] Half(Random random)
    {
        var record = Of(ContentTypes[random.Next(ContentTypes.Length)], Noise(random, random.Next(1, 16384)));
        return record[..random.Next(1, record.Length)];
    }

    private static byte[] Header(byte type, byte minor, int length) => [type, 3, minor, (byte)(length >> 8), (byte)length];

    private static void WriteMessageLength(Span<byte> message, int length)
    {
        message[1] = (byte)(length >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(message[2..], (ushort)length);
    }

    private static int WrongLength(Random random, int right, int most) => random.Next(9) switch
    {
        0 => 0,
        1 => most,
        2 => Math.Max(0, right - 1),
        3 => right + 1,
        4 => random.Next(right + 1),
        5 => random.Next(right, MostAnnounced),
        6 => MostAnnouncedByTls13 + random.Next(2),
        7 => MostAnnounced + random.Next(2),
        _ => random.Next(most + 1),
    };
}
