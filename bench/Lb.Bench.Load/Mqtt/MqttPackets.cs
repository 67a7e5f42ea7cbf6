using System.Buffers.Binary;
using System.Text;

namespace Lb.Bench.Load.Mqtt;

/// <summary>The packets of the load, as bytes (MQTT 3.1.1).</summary>
internal static class MqttPackets
{
    private const int ClientIdStart = 14;

    /// <summary>CONNACK, no session present, accepted (section 3.2).</summary>
    public static readonly byte[] Connack = [0x20, 0x02, 0x00, 0x00];

    /// <summary>CONNECT with a clean session and 60 s keep-alive (section 3.1). The client id is ASCII, at most 100 bytes.</summary>
    public static byte[] Connect(string clientId)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(clientId.Length, 100);
        byte[] head = [0x10, (byte)(12 + clientId.Length), 0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', 4, 2, 0, 60, 0, (byte)clientId.Length];
        return [.. head, .. Encoding.ASCII.GetBytes(clientId)];
    }

    /// <summary>Length of a SUBACK for one filter (section 3.9).</summary>
    public const int SubAckLength = 5;

    /// <summary>Length of a PUBACK (section 3.4).</summary>
    public const int PubAckLength = 4;

    /// <summary>PUBLISH with QoS 0 (section 3.3) that is <paramref name="size"/> bytes long as a whole, 16 to 2 MB.</summary>
    public static byte[] Publish(int size) => Publish(size, "bench", qos: 0, packetId: 0);

    /// <summary>The same with a topic of ASCII letters, and QoS 0 or 1.</summary>
    public static byte[] Publish(int size, string topic, int qos, ushort packetId)
    {
        byte[] head = [.. Text(topic), .. qos == 0 ? Array.Empty<byte>() : [(byte)(packetId >> 8), (byte)packetId]];
        ArgumentOutOfRangeException.ThrowIfLessThan(size, head.Length + 9);
        var packet = new byte[size];
        packet[0] = (byte)(0x30 | (qos << 1));
        int at = WriteRemainingLength(packet, size);
        head.CopyTo(packet, at);
        packet.AsSpan(at + head.Length).Fill((byte)'x');
        return packet;
    }

    /// <summary>SUBSCRIBE to one filter (section 3.8), packet id 1.</summary>
    public static byte[] Subscribe(string filter, int qos) => [0x82, (byte)(5 + filter.Length), 0, 1, .. Text(filter), (byte)qos];

    /// <summary>PUBACK (section 3.4).</summary>
    public static byte[] PubAck(ushort packetId) => [0x40, 2, (byte)(packetId >> 8), (byte)packetId];

    /// <summary>The packet id of a PUBLISH with QoS 1 or 2.</summary>
    public static ushort PacketId(ReadOnlySpan<byte> publish)
    {
        int at = 2;
        while ((publish[at - 1] & 0x80) != 0)
            at++;
        at += 2 + BinaryPrimitives.ReadUInt16BigEndian(publish[at..]);
        return BinaryPrimitives.ReadUInt16BigEndian(publish[at..]);
    }

    /// <summary>Length of the packet that <paramref name="bytes"/> start with, or 0 while its fixed header is not complete.</summary>
    public static int PacketLength(ReadOnlySpan<byte> bytes)
    {
        int value = 0;
        for (int i = 1; i < bytes.Length && i <= 4; i++)
        {
            value |= (bytes[i] & 0x7F) << (7 * (i - 1));
            if ((bytes[i] & 0x80) == 0)
                return 1 + i + value;
        }

        return 0;
    }

    /// <summary>The client id of a CONNECT that <see cref="Connect"/> made.</summary>
    public static string ClientId(ReadOnlyMemory<byte> connect) => Encoding.ASCII.GetString(connect.Span[ClientIdStart..]);

    private static byte[] Text(string ascii) => [(byte)(ascii.Length >> 8), (byte)ascii.Length, .. Encoding.ASCII.GetBytes(ascii)];

    private static int WriteRemainingLength(byte[] packet, int size)
    {
        int digits = size - 2 < 128 ? 1 : size - 3 < 16_384 ? 2 : 3;
        int value = size - 1 - digits;
        for (int i = 1; i <= digits; i++, value >>= 7)
            packet[i] = (byte)((value & 0x7F) | (i < digits ? 0x80 : 0));
        return 1 + digits;
    }
}
