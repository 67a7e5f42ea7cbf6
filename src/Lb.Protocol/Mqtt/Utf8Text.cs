using System.Text.Unicode;

namespace Lb.Protocol.Mqtt;

/// <summary>The rules for the bytes of an MQTT string.</summary>
internal static class Utf8Text
{
    /// <summary>Well-formed UTF-8 without surrogates [MQTT-1.5.4-1] and without U+0000 [MQTT-1.5.4-2].</summary>
    /// <remarks>The same statements in MQTT 3.1.1: [MQTT-1.5.3-1] and [MQTT-1.5.3-2].</remarks>
    public static bool IsValid(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes) && !bytes.Contains((byte)0);
}
