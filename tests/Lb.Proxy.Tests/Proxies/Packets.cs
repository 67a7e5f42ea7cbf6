using System.Text;

namespace Lb.Proxy.Tests.Proxies;

/// <summary>What clients send first.</summary>
internal static class Packets
{
    /// <summary>An MQTT 3.1.1 CONNECT with a clean session and keep-alive 60 s.</summary>
    public static byte[] Connect(string clientId)
    {
        var id = Encoding.UTF8.GetBytes(clientId);
        return [0x10, (byte)(12 + id.Length), 0, 4, .. "MQTT"u8, 4, 2, 0, 60, 0, (byte)id.Length, .. id];
    }

    /// <summary>A PUBLISH to follow it.</summary>
    public static byte[] Publish() => [0x30, 5, 0, 1, (byte)'t', (byte)'h', (byte)'i'];
}
