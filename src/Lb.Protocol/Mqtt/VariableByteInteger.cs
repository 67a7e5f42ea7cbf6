namespace Lb.Protocol.Mqtt;

/// <summary>The integer of one to four bytes that MQTT uses for lengths.</summary>
/// <remarks>MQTT 3.1.1 section 2.2.3, MQTT 5.0 section 1.5.5.</remarks>
public static class VariableByteInteger
{
    /// <summary>The largest value: 268 435 455.</summary>
    public const int MaxValue = 268_435_455;

    /// <summary>The longest encoding, in bytes.</summary>
    public const int MaxLength = 4;

    /// <summary>Reads one integer from the start of the input.</summary>
    /// <param name="input">At most 4 bytes of it are read.</param>
    /// <param name="value">0 to 268 435 455; 0 unless complete.</param>
    /// <param name="length">How many bytes the encoding took, 1 to 4; 0 unless complete.</param>
    /// <returns><see cref="ParseStatus.NeedMoreData"/> while the last byte seen announces another;
    /// <see cref="ParseStatus.Invalid"/> when the fourth byte announces a fifth, or when fewer bytes would have
    /// been enough [MQTT-1.5.5-1]. Never throws.</returns>
    public static ParseStatus TryRead(ReadOnlySpan<byte> input, out int value, out int length)
    {
        value = 0;
        length = 0;
        int sum = 0;
        for (int i = 0; i < MaxLength; i++)
        {
            if (i >= input.Length) return ParseStatus.NeedMoreData;
            byte b = input[i];
            sum |= (b & 0x7F) << (7 * i);
            if ((b & 0x80) != 0) continue;
            if (b == 0 && i > 0) return ParseStatus.Invalid;
            value = sum;
            length = i + 1;
            return ParseStatus.Complete;
        }
        return ParseStatus.Invalid;
    }

    /// <summary>How many bytes the encoding of a value takes, 1 to 4.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or above <see cref="MaxValue"/>.</exception>
    public static int LengthOf(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaxValue);
        return value < 128 ? 1 : value < 16_384 ? 2 : value < 2_097_152 ? 3 : 4;
    }

    /// <summary>Writes a value in the fewest bytes.</summary>
    /// <param name="output">At least <see cref="LengthOf"/> bytes.</param>
    /// <param name="value">0 to 268 435 455.</param>
    /// <returns>The number of bytes written, 1 to 4.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or above <see cref="MaxValue"/>.</exception>
    public static int Write(Span<byte> output, int value)
    {
        int length = LengthOf(value);
        for (int i = 0; i < length - 1; i++)
        {
            output[i] = (byte)(value | 0x80);
            value >>= 7;
        }
        output[length - 1] = (byte)value;
        return length;
    }
}
