using System.Security.Cryptography;
using System.Text;

namespace Lb.Broker.WebSockets;

/// <summary>What the broker answers to a request for a WebSocket.</summary>
/// <param name="Text">The HTTP response.</param>
/// <param name="Protocol">The subprotocol that was agreed on; null when the request is refused.</param>
/// <remarks>RFC 6455 sections 4.2.1 and 4.2.2; MQTT 5.0 section 6: the subprotocol is <c>mqtt</c> [MQTT-6.0.0-3], [MQTT-6.0.0-4].</remarks>
internal sealed record UpgradeAnswer(string Text, string? Protocol)
{
    private const string KeySuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private const int KeyLength = 16;

    // Older browsers' clients offer the second for MQTT 3.1.
    private static readonly string[] Protocols = ["mqtt", "mqttv3.1"];

    /// <summary>The answer to a request that cannot be read.</summary>
    public static readonly UpgradeAnswer Malformed = Refused("400 Bad Request", "", "This is no HTTP request.");

    /// <summary>Decides on a request.</summary>
    public static UpgradeAnswer To(UpgradeRequest request)
    {
        if (!request.Line.StartsWith("GET ", StringComparison.Ordinal) || !request.Line.EndsWith(" HTTP/1.1", StringComparison.Ordinal))
            return Refused("405 Method Not Allowed", "Allow: GET\r\n", "A WebSocket begins with GET and HTTP/1.1.");
        if (!Names(request, "Upgrade", "websocket") || !Names(request, "Connection", "upgrade"))
            return Refused("426 Upgrade Required", "Connection: Upgrade\r\nUpgrade: websocket\r\n", "This port speaks MQTT over WebSocket.");
        if (request.Field("Sec-WebSocket-Version") != "13")
            return Refused("426 Upgrade Required", "Sec-WebSocket-Version: 13\r\n", "Only version 13 of WebSocket is spoken here.");
        if (!IsKey(request.Field("Sec-WebSocket-Key")))
            return Refused("400 Bad Request", "", "Sec-WebSocket-Key must be 16 bytes in base64.");
        var protocol = Protocols.FirstOrDefault(known => request.List("Sec-WebSocket-Protocol").Contains(known, StringComparer.Ordinal));
        return protocol is null
            ? Refused("400 Bad Request", "", "Offer the subprotocol mqtt.")
            : Accepted(request.Field("Sec-WebSocket-Key"), protocol);
    }

    private static UpgradeAnswer Accepted(string key, string protocol)
    {
        // Not for secrecy: RFC 6455 section 1.3 proves with it that the server knows WebSocket.
#pragma warning disable CA5350
        var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + KeySuffix)));
#pragma warning restore CA5350
        return new UpgradeAnswer(
            $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\nSec-WebSocket-Protocol: {protocol}\r\n\r\n",
            protocol);
    }

    private static UpgradeAnswer Refused(string status, string fields, string reason) => new(
        $"HTTP/1.1 {status}\r\n{fields}{(fields.Contains("Connection:", StringComparison.Ordinal) ? "" : "Connection: close\r\n")}Content-Type: text/plain\r\nContent-Length: {reason.Length + 1}\r\n\r\n{reason}\n",
        null);

    private static bool Names(UpgradeRequest request, string field, string value) => request.List(field).Contains(value, StringComparer.OrdinalIgnoreCase);

    private static bool IsKey(string text)
    {
        Span<byte> bytes = stackalloc byte[KeyLength + 2];
        return Convert.TryFromBase64String(text, bytes, out var length) && length == KeyLength;
    }
}
