using System.Buffers.Binary;

namespace Lb.Transport.Tests.Reactors.Relaying;

/// <summary>A record of the <see cref="FakeTls"/> on the wire: kind, two bytes of length, the content changed bit by bit, and a trailer.</summary>
internal static class FakeRecord
{
    public const byte Data = 0x17;

    /// <summary>Makes the library answer, as a KeyUpdate does.</summary>
    public const byte Question = 0x16;

    public const byte Answer = 0x18;
    public const byte CloseNotice = 0x15;
    public const byte Alert = 0x14;

    /// <summary>What the set-up leaves for the relay to send.</summary>
    public const byte Ticket = 0x19;

    public const byte Corrupt = 0xEE;
    public const int MostContent = 16 * 1024;
    public const int Overhead = HeaderSize + TrailerSize;

    private const int HeaderSize = 3;
    private const int TrailerSize = 19;
    private const byte Mask = 0xA5;

    public static void Write(ByteQueue output, byte kind, ReadOnlySpan<byte> content)
    {
        var record = new byte[content.Length + Overhead];
        record[0] = kind;
        BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(1), (ushort)content.Length);
        for (var i = 0; i < content.Length; i++) record[HeaderSize + i] = (byte)(content[i] ^ Mask);
        record.AsSpan(HeaderSize + content.Length).Fill(Mask);
        output.Add(record);
    }

    /// <summary>Whether these bytes begin with all of a record.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> bytes) => bytes.Length >= HeaderSize && bytes.Length >= LengthOf(bytes) + Overhead;

    /// <summary>Takes the next record; false while it is not there whole.</summary>
    public static bool TryRead(ByteQueue input, out byte kind, out byte[] content)
    {
        (kind, content) = (0, []);
        if (!IsWhole(input.Bytes)) return false;
        kind = input.Bytes[0];
        var length = LengthOf(input.Bytes);
        content = input.Bytes.Slice(HeaderSize, length).ToArray();
        for (var i = 0; i < length; i++) content[i] ^= Mask;
        input.Skip(length + Overhead);
        return true;
    }

    private static int LengthOf(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadUInt16BigEndian(header[1..]);
}
