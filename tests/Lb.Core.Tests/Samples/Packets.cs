using System.Buffers;
using System.Text;
using Lb.Core.Samples;

namespace Lb.Core.Tests.Samples;

/// <summary>What clients send in tests.</summary>
internal static class Packets
{
    /// <summary>An MQTT 3.1.1 CONNECT with a clean session and keep-alive 60 s.</summary>
    public static byte[] Connect(string clientId)
    {
        var id = Encoding.UTF8.GetBytes(clientId);
        return [0x10, (byte)(12 + id.Length), 0, 4, .. "MQTT"u8, 4, 2, 0, 60, 0, (byte)id.Length, .. id];
    }

    public static ConnectionFacts Facts(ReadOnlySpan<byte> payload, bool complete = false) =>
        new() { Payload = new ReadOnlySequence<byte>(payload.ToArray()), PayloadComplete = complete };
}
