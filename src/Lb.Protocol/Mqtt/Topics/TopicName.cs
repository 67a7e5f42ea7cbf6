using System.Text;

namespace Lb.Protocol.Mqtt;

/// <summary>The rules for topic names, the ones a message is published to.</summary>
/// <remarks>MQTT 3.1.1 and 5.0, section 4.7.</remarks>
public static class TopicName
{
    /// <summary>A UTF-16 code unit takes at most so many bytes of UTF-8.</summary>
    private const int MostBytesOfAChar = 3;

    /// <summary>Not empty [MQTT-4.7.3-1], no wildcard [MQTT-3.3.2-2], no U+0000 [MQTT-4.7.3-2], at most 65 535 bytes of UTF-8
    /// [MQTT-4.7.3-3].</summary>
    public static bool IsValid(string name) => name.Length > 0 && !name.AsSpan().ContainsAny('#', '+', '\0') && Fits(name);

    /// <inheritdoc cref="IsValid(string)"/>
    /// <param name="utf8Name">The name's UTF-8 bytes.</param>
    public static bool IsValid(ReadOnlySpan<byte> utf8Name) =>
        utf8Name.Length is > 0 and <= ushort.MaxValue && !utf8Name.ContainsAny((byte)'#', (byte)'+', (byte)0);

    // Nearly every name is so short that its bytes need not be counted.
    private static bool Fits(string name) =>
        name.Length <= ushort.MaxValue / MostBytesOfAChar || Encoding.UTF8.GetByteCount(name) <= ushort.MaxValue;
}
