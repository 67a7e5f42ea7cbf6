using System.Text;

namespace Lb.Bench.Load.Mqtt;

/// <summary>The three packets of the load, as bytes (MQTT 3.1.1).</summary>
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

    /// <summary>PUBLISH with QoS 0 (section 3.3) that is <paramref name="size"/> bytes long as a whole, 16 to 2 MB.</summary>
    public static byte[] Publish(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 16);
        var packet = new byte[size];
        packet[0] = 0x30;
        int at = WriteRemainingLength(packet, size);
        byte[] topic = [0, 5, (byte)'b', (byte)'e', (byte)'n', (byte)'c', (byte)'h'];
        topic.CopyTo(packet, at);
        packet.AsSpan(at + topic.Length).Fill((byte)'x');
        return packet;
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

    private static int WriteRemainingLength(byte[] packet, int size)
    {
        int digits = size - 2 < 128 ? 1 : size - 3 < 16_384 ? 2 : 3;
        int value = size - 1 - digits;
        for (int i = 1; i <= digits; i++, value >>= 7)
            packet[i] = (byte)((value & 0x7F) | (i < digits ? 0x80 : 0));
        return 1 + digits;
    }
}
