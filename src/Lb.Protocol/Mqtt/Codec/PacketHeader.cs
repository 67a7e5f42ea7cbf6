namespace Lb.Protocol.Mqtt;

/// <summary>The fixed header of a packet, MQTT 5.0 section 2.1.</summary>
internal readonly record struct PacketHeader(PacketType Type, byte Flags, int Length, int TotalLength)
{
    /// <summary>The longest fixed header, in bytes.</summary>
    public const int MaxLength = 1 + VariableByteInteger.MaxLength;

    /// <summary>The flags that SUBSCRIBE, UNSUBSCRIBE and PUBREL carry: in MQTT 3.1 the bits of QoS 1.</summary>
    private const byte RequestFlags = 0x02;

    /// <param name="input">The first bytes of a packet, at most <see cref="MaxLength"/> of them are read.</param>
    /// <param name="version">Decides about the reserved flags.</param>
    /// <param name="header">The header when complete.</param>
    /// <param name="error">Set when invalid.</param>
    public static ParseStatus TryRead(
        ReadOnlySpan<byte> input, MqttProtocolVersion version, out PacketHeader header, out MalformedPacket? error)
    {
        header = default;
        error = null;
        if (input.IsEmpty) return ParseStatus.NeedMoreData;
        var type = (PacketType)(input[0] >> 4);
        byte flags = (byte)(input[0] & 0x0F);
        error = Check(type, flags, version);
        if (error is not null) return ParseStatus.Invalid;
        ParseStatus status = VariableByteInteger.TryRead(input[1..], out int remaining, out int length);
        if (status == ParseStatus.Invalid) error = Malformations.RemainingLength;
        header = new(type, flags, 1 + length, 1 + length + remaining);
        return status;
    }

    private static MalformedPacket? Check(PacketType type, byte flags, MqttProtocolVersion version)
    {
        if (type == PacketType.Reserved) return Malformations.ReservedType;
        if (type == PacketType.Auth && version != MqttProtocolVersion.V5) return Malformations.AuthBeforeV5;
        if (type == PacketType.Publish) return (flags & 0x06) == 0x06 ? Malformations.QoS3 : null;
        // MQTT 3.1 calls these flags unused (section 2.1 there), and lets DUP be set on a repeated request.
        if (version == MqttProtocolVersion.V31) return null;
        byte expected = type is PacketType.PubRel or PacketType.Subscribe or PacketType.Unsubscribe ? RequestFlags : (byte)0;
        return flags == expected ? null : Malformations.HeaderFlags; // [MQTT-2.1.3-1], in 3.1.1 [MQTT-2.2.2-2]
    }
}
