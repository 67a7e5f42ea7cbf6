namespace Lb.Protocol.Mqtt;

/// <summary>The rules for topic names, the ones a message is published to.</summary>
/// <remarks>MQTT 3.1.1 and 5.0, section 4.7.</remarks>
public static class TopicName
{
    /// <summary>Not empty [MQTT-4.7.3-1], no wildcard [MQTT-3.3.2-2], no U+0000 [MQTT-4.7.3-2]. Length is not checked here:
    /// the codec limits every text to 65 535 bytes.</summary>
    public static bool IsValid(string name) => name.Length > 0 && !name.AsSpan().ContainsAny('#', '+', '\0');

    /// <inheritdoc cref="IsValid(string)"/>
    /// <param name="utf8Name">The name's UTF-8 bytes.</param>
    public static bool IsValid(ReadOnlySpan<byte> utf8Name) =>
        utf8Name.Length > 0 && !utf8Name.ContainsAny((byte)'#', (byte)'+', (byte)0);
}
