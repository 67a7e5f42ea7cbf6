using System.Buffers;

namespace Lb.Protocol.Connect;

/// <summary>Reads a CONNECT packet, however its bytes arrive, without allocating. Judges by the specifications of MQTT 3.1,
/// 3.1.1 and 5.0, and accepts the bridge bit 0x80 of the protocol level with the first two.</summary>
/// <remarks>Meant to be called again from the first byte each time more bytes have arrived: until the packet is complete a
/// call looks at its first <see cref="PrefixLength"/> bytes only. A wrong beginning is refused at once, without waiting for
/// the rest. The error does not depend on how the bytes were split.</remarks>
public static class ConnectParser
{
    /// <summary>How many bytes at the start of a packet are looked at before it is complete.</summary>
    public const int PrefixLength = ConnectPrefix.MaxLength;

    /// <summary>Segmented packets up to this many bytes are put together on the stack, larger ones in a pooled array.</summary>
    private const int StackLimit = 512;

    /// <summary>Reads a packet from bytes that may stand in several segments.</summary>
    /// <param name="input">All bytes since the start of the connection; what follows the packet is left alone.</param>
    /// <param name="maxPacketSize">The largest packet accepted, in bytes with its fixed header.</param>
    /// <param name="packet">The packet when complete, sharing the memory of <paramref name="input"/>; when invalid only its
    /// <see cref="ConnectLayout.Level"/> may be set.</param>
    /// <param name="error">Why the input is invalid; otherwise <see cref="ConnectError.None"/>.</param>
    /// <returns>One of the three outcomes. Never throws.</returns>
    public static ParseStatus TryParse(
        in ReadOnlySequence<byte> input, int maxPacketSize, out ConnectPacketView packet, out ConnectError error)
    {
        ParseStatus status = input.IsSingleSegment
            ? TryParse(input.FirstSpan, maxPacketSize, out ConnectLayout layout, out error)
            : TryParseSegments(input, maxPacketSize, out layout, out error);
        packet = new(status == ParseStatus.Complete ? input.Slice(0, layout.TotalLength) : default, layout);
        return status;
    }

    /// <summary>Reads a packet from contiguous bytes.</summary>
    /// <inheritdoc cref="TryParse(in ReadOnlySequence{byte}, int, out ConnectPacketView, out ConnectError)"/>
    /// <param name="input">All bytes since the start of the connection; what follows the packet is left alone.</param>
    /// <param name="maxPacketSize">The largest packet accepted, in bytes with its fixed header.</param>
    /// <param name="layout">Where everything stands when complete; when invalid only its <see cref="ConnectLayout.Level"/>
    /// may be set.</param>
    /// <param name="error">Why the input is invalid; otherwise <see cref="ConnectError.None"/>.</param>
    public static ParseStatus TryParse(ReadOnlySpan<byte> input, int maxPacketSize, out ConnectLayout layout, out ConnectError error)
    {
        ParseStatus status = ReadPrefix(input, maxPacketSize, input.Length, out ConnectPrefix prefix, out layout, out error);
        return status == ParseStatus.Complete ? ReadBody(input[..prefix.TotalLength], prefix, out layout, out error) : status;
    }

    private static ParseStatus TryParseSegments(
        in ReadOnlySequence<byte> input, int maxPacketSize, out ConnectLayout layout, out ConnectError error)
    {
        Span<byte> start = stackalloc byte[ConnectPrefix.MaxLength];
        int available = (int)Math.Min(input.Length, start.Length);
        input.Slice(0, available).CopyTo(start);
        ParseStatus status = ReadPrefix(start[..available], maxPacketSize, input.Length, out ConnectPrefix prefix, out layout, out error);
        if (status != ParseStatus.Complete) return status;
        ReadOnlySequence<byte> packet = input.Slice(0, prefix.TotalLength);
        if (packet.IsSingleSegment) return ReadBody(packet.FirstSpan, prefix, out layout, out error);
        return prefix.TotalLength <= StackLimit
            ? ReadFromStack(packet, prefix, out layout, out error)
            : ReadFromPool(packet, prefix, out layout, out error);
    }

    /// <summary>Complete means here: the prefix is correct and the whole packet is there.</summary>
    private static ParseStatus ReadPrefix(
        ReadOnlySpan<byte> input, int maxPacketSize, long available,
        out ConnectPrefix prefix, out ConnectLayout layout, out ConnectError error)
    {
        prefix = default;
        ParseStatus status = prefix.Read(input, maxPacketSize, out error);
        layout = status == ParseStatus.Invalid ? new() { Level = prefix.Level } : default;
        return status == ParseStatus.Complete && available < prefix.TotalLength ? ParseStatus.NeedMoreData : status;
    }

    private static ParseStatus ReadFromStack(
        in ReadOnlySequence<byte> packet, in ConnectPrefix prefix, out ConnectLayout layout, out ConnectError error)
    {
        Span<byte> bytes = stackalloc byte[StackLimit];
        packet.CopyTo(bytes);
        return ReadBody(bytes[..prefix.TotalLength], prefix, out layout, out error);
    }

    private static ParseStatus ReadFromPool(
        in ReadOnlySequence<byte> packet, in ConnectPrefix prefix, out ConnectLayout layout, out ConnectError error)
    {
        byte[] bytes = ArrayPool<byte>.Shared.Rent(prefix.TotalLength);
        packet.CopyTo(bytes);
        ParseStatus status = ReadBody(bytes.AsSpan(0, prefix.TotalLength), prefix, out layout, out error);
        // The copy holds a password: it must not stay in the pool for others to read.
        ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
        return status;
    }

    private static ParseStatus ReadBody(
        ReadOnlySpan<byte> packet, in ConnectPrefix prefix, out ConnectLayout layout, out ConnectError error)
    {
        error = new ConnectBody(packet, prefix).Read(out layout);
        if (error == ConnectError.None) return ParseStatus.Complete;
        layout = new() { Level = prefix.Level };
        return ParseStatus.Invalid;
    }
}
