using System.Buffers;

namespace Lb.Protocol.Mqtt;

/// <summary>Reads MQTT control packets from a stream of bytes, on the side of the server and of the client.</summary>
/// <remarks>Judges what one packet says by itself. Whether a packet may come now, or from this side, is the caller's business.
/// A decoded packet shares no memory with the input.</remarks>
public static class PacketReader
{
    /// <summary>Takes one packet from the start of the input.</summary>
    /// <param name="input">The bytes received; when complete, the packet is cut off its start, otherwise it is not changed.</param>
    /// <param name="version">The version of the connection. A CONNECT packet names its own, so any value will do for it; for other packets
    /// <see cref="MqttProtocolVersion.Unknown"/> reads as MQTT 3.1.1.</param>
    /// <param name="maxPacketSize">The largest packet accepted, in bytes with its fixed header.</param>
    /// <param name="packet">The packet when complete; otherwise null.</param>
    /// <param name="error">Why the packet is invalid; otherwise null.</param>
    /// <returns>One of the three outcomes. Never throws, and allocates no more than in proportion to the packet's bytes.</returns>
    public static ParseStatus TryRead(
        ref ReadOnlySequence<byte> input, MqttProtocolVersion version, int maxPacketSize,
        out MqttPacket? packet, out MalformedPacket? error)
    {
        if (IsConnect(input)) return ConnectCodec.TryRead(ref input, maxPacketSize, out packet, out error);
        packet = null;
        ParseStatus status = ReadHeader(input, version, maxPacketSize, out PacketHeader header, out error);
        if (status != ParseStatus.Complete) return status;
        ReadOnlySequence<byte> whole = input.Slice(0, header.TotalLength);
        packet = whole.IsSingleSegment
            ? Decode(whole.FirstSpan, header, version, out error)
            : DecodeSegments(whole, header, version, out error);
        if (packet is null) return ParseStatus.Invalid;
        input = input.Slice(header.TotalLength);
        return ParseStatus.Complete;
    }

    private static bool IsConnect(in ReadOnlySequence<byte> input) =>
        new SequenceReader<byte>(input).TryPeek(out byte first) && first >> 4 == (int)PacketType.Connect;

    /// <summary>Complete means here: the header is correct and the whole packet is there.</summary>
    private static ParseStatus ReadHeader(
        in ReadOnlySequence<byte> input, MqttProtocolVersion version, int maxPacketSize,
        out PacketHeader header, out MalformedPacket? error)
    {
        Span<byte> start = stackalloc byte[PacketHeader.MaxLength];
        int available = (int)Math.Min(input.Length, start.Length);
        input.Slice(0, available).CopyTo(start);
        ParseStatus status = PacketHeader.TryRead(start[..available], version, out header, out error);
        if (status != ParseStatus.Complete) return status;
        if (header.TotalLength > maxPacketSize)
        {
            error = Malformations.TooLarge;
            return ParseStatus.Invalid;
        }
        return input.Length < header.TotalLength ? ParseStatus.NeedMoreData : ParseStatus.Complete;
    }

    private static MqttPacket? DecodeSegments(
        in ReadOnlySequence<byte> whole, in PacketHeader header, MqttProtocolVersion version, out MalformedPacket? error)
    {
        byte[] bytes = ArrayPool<byte>.Shared.Rent(header.TotalLength);
        whole.CopyTo(bytes);
        MqttPacket? packet = Decode(bytes.AsSpan(0, header.TotalLength), header, version, out error);
        ArrayPool<byte>.Shared.Return(bytes, clearArray: header.Type is PacketType.Auth);
        return packet;
    }

    private static MqttPacket? Decode(
        ReadOnlySpan<byte> whole, in PacketHeader header, MqttProtocolVersion version, out MalformedPacket? error)
    {
        var cursor = new PacketCursor(whole[header.Length..], version == MqttProtocolVersion.Unknown ? MqttProtocolVersion.V311 : version);
        MqttPacket packet = DecodeBody(ref cursor, header);
        cursor.FailIf(!cursor.AtEnd, Malformations.TrailingBytes);
        error = cursor.Error;
        return error is null ? packet : null;
    }

    private static MqttPacket DecodeBody(ref PacketCursor cursor, in PacketHeader header) => header.Type switch
    {
        PacketType.ConnAck => ConnAckCodec.Read(ref cursor),
        PacketType.Publish => PublishCodec.Read(ref cursor, header.Flags),
        PacketType.Subscribe => SubscribeCodec.Read(ref cursor),
        PacketType.SubAck => SubAckCodec.Read(ref cursor),
        PacketType.Unsubscribe => UnsubscribeCodec.Read(ref cursor),
        PacketType.UnsubAck => UnsubAckCodec.Read(ref cursor),
        PacketType.PingReq => PingReqPacket.Instance,
        PacketType.PingResp => PingRespPacket.Instance,
        PacketType.Disconnect => DisconnectCodec.Read(ref cursor),
        PacketType.Auth => AuthCodec.Read(ref cursor),
        _ => PublishAnswerCodec.Read(ref cursor, header.Type),
    };
}
