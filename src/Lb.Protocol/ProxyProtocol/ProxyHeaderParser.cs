using System.Buffers;

namespace Lb.Protocol.ProxyProtocol;

/// <summary>Reads a PROXY protocol header of version 1 or 2, however its bytes arrive.</summary>
/// <remarks>PROXY protocol, sections 2.1 and 2.2. Meant to be called again from the first byte each time more bytes have arrived.</remarks>
public static class ProxyHeaderParser
{
    /// <summary>A cap for version 2 that leaves room for every registered entry, in bytes.</summary>
    public const int DefaultMaxLength = 4096;

    /// <summary>Reads one header.</summary>
    /// <param name="input">All bytes since the start of the connection; what follows the header is left alone.</param>
    /// <param name="maxLength">The longest header of version 2 accepted, in bytes. Version 1 ends after 107 bytes at the latest.</param>
    /// <param name="header">The header when complete; otherwise null. Shares no memory with the input.</param>
    /// <param name="length">Bytes of the header when complete; otherwise 0.</param>
    /// <param name="error">Why the input is invalid; otherwise <see cref="ProxyHeaderError.None"/>.</param>
    /// <returns>One of the three outcomes. Never throws.</returns>
    public static ParseStatus TryParse(
        in ReadOnlySequence<byte> input, int maxLength, out ProxyHeader? header, out int length, out ProxyHeaderError error)
    {
        if (input.IsSingleSegment) return TryParse(input.FirstSpan, maxLength, out header, out length, out error);
        int available = (int)Math.Min(input.Length, Math.Max(maxLength, ProxyLineParser.MaxLength));
        byte[] bytes = ArrayPool<byte>.Shared.Rent(available);
        input.Slice(0, available).CopyTo(bytes);
        ParseStatus status = TryParse(bytes.AsSpan(0, available), maxLength, out header, out length, out error);
        ArrayPool<byte>.Shared.Return(bytes);
        return status;
    }

    /// <inheritdoc cref="TryParse(in ReadOnlySequence{byte}, int, out ProxyHeader?, out int, out ProxyHeaderError)"/>
    public static ParseStatus TryParse(
        ReadOnlySpan<byte> input, int maxLength, out ProxyHeader? header, out int length, out ProxyHeaderError error)
    {
        header = null;
        length = 0;
        error = ProxyHeaderError.None;
        if (input.IsEmpty) return ParseStatus.NeedMoreData;
        return input[0] == ProxyLineParser.Signature[0]
            ? ProxyLineParser.TryParse(input, out header, out length, out error)
            : ProxyBinaryParser.TryParse(input, maxLength, out header, out length, out error);
    }
}
