using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Lb.Protocol.Connect;

/// <summary>The value of a packet field: a number or bytes. As text a number is decimal.</summary>
public readonly record struct FieldValue
{
    /// <summary>The longest decimal text of a number, in bytes.</summary>
    private const int MaxDigits = 10;

    private FieldValue(bool isNumber, uint number, ReadOnlySequence<byte> bytes)
    {
        IsNumber = isNumber;
        Number = number;
        Bytes = bytes;
    }

    /// <summary>Whether <see cref="Number"/> holds the value; otherwise <see cref="Bytes"/> does.</summary>
    public bool IsNumber { get; }

    /// <summary>The number, 0 to 4 294 967 295; 0 for bytes.</summary>
    public uint Number { get; }

    /// <summary>The bytes, UTF-8 in a text field; empty for a number. They share the memory of the parsed input.</summary>
    public ReadOnlySequence<byte> Bytes { get; }

    /// <summary>Bytes that <see cref="CopyTo"/> writes.</summary>
    public int Length => IsNumber ? Digits(stackalloc byte[MaxDigits]) : (int)Bytes.Length;

    /// <summary>A number.</summary>
    public static FieldValue Of(uint number) => new(true, number, default);

    /// <summary>Bytes.</summary>
    public static FieldValue Of(ReadOnlySequence<byte> bytes) => new(false, 0, bytes);

    /// <summary>Writes the bytes, or the decimal text of the number, without allocating.</summary>
    /// <param name="output">At least <see cref="Length"/> bytes.</param>
    /// <returns>The number of bytes written.</returns>
    /// <exception cref="ArgumentException">The output is too short.</exception>
    public int CopyTo(Span<byte> output)
    {
        if (IsNumber)
        {
            Span<byte> digits = stackalloc byte[MaxDigits];
            int length = Digits(digits);
            digits[..length].CopyTo(output);
            return length;
        }
        Bytes.CopyTo(output);
        return (int)Bytes.Length;
    }

    /// <summary>The value as text; bytes are read as UTF-8, with U+FFFD for what is not.</summary>
    public override string ToString() =>
        IsNumber ? Number.ToString(System.Globalization.CultureInfo.InvariantCulture) : Encoding.UTF8.GetString(Bytes);

    private int Digits(Span<byte> output)
    {
        Utf8Formatter.TryFormat(Number, output, out int written);
        return written;
    }
}
