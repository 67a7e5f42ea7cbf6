using System.Buffers.Binary;
using Lb.Protocol.Mqtt;

namespace Lb.Protocol.Connect;

/// <summary>The part of a CONNECT whose place is fixed: fixed header, protocol name, level, flags, keep-alive and, in
/// MQTT 5.0, the length of the properties. What is wrong here is seen before the rest of the packet has arrived.</summary>
/// <remarks>MQTT 5.0 sections 3.1.1 and 3.1.2.</remarks>
internal struct ConnectPrefix
{
    /// <summary>The longest prefix, in bytes: fixed header, name <c>MQTT</c> with its length, level, flags, keep-alive, property
    /// length. With <c>MQIsdp</c> there are no properties, and it is shorter.</summary>
    public const int MaxLength = 5 + 2 + 4 + 1 + 1 + 2 + VariableByteInteger.MaxLength;

    public const byte BridgeBit = 0x80;

    private const byte ConnectType = 0x10;

    /// <summary>A CONNECT with wrong flags by its bits, but in practice a TLS client on a plain port: reported as that.</summary>
    private const byte TlsHandshake = 0x16;

    /// <summary>Name, level, flags, keep-alive and an empty client identifier.</summary>
    private const int LeastBody = 2 + 4 + 1 + 1 + 2 + 2;

    public int TotalLength;
    public byte Level;
    public MqttProtocolVersion Version;
    public byte Flags;
    public ushort KeepAlive;
    public ByteRange ProtocolName;
    public ByteRange Properties;

    /// <summary>Offset of the first byte after the prefix, properties not skipped.</summary>
    public int End;

    /// <summary>Reads the fields in their order and stops at the first that is missing or wrong, so that the verdict
    /// does not depend on how many bytes arrive at a time.</summary>
    public ParseStatus Read(ReadOnlySpan<byte> input, int maxPacketSize, out ConnectError error)
    {
        int at;
        if ((error = ReadFixedHeader(input, out at)) != ConnectError.None) return ParseStatus.Invalid;
        if (at == 0) return ParseStatus.NeedMoreData;
        if ((error = ReadName(input, ref at)) != ConnectError.None) return ParseStatus.Invalid;
        if (ProtocolName.Length == 0 || at >= input.Length) return ParseStatus.NeedMoreData;
        if ((error = ReadLevel(input[at++])) != ConnectError.None) return ParseStatus.Invalid;
        if ((error = CheckSize(maxPacketSize)) != ConnectError.None) return ParseStatus.Invalid;
        if (at >= input.Length) return ParseStatus.NeedMoreData;
        if ((error = ReadFlags(input[at++])) != ConnectError.None) return ParseStatus.Invalid;
        if (at + 2 > input.Length) return ParseStatus.NeedMoreData;
        KeepAlive = BinaryPrimitives.ReadUInt16BigEndian(input[at..]);
        End = at + 2;
        return Version == MqttProtocolVersion.V5 ? ReadPropertyLength(input, out error) : ParseStatus.Complete;
    }

    private ConnectError ReadFixedHeader(ReadOnlySpan<byte> input, out int at)
    {
        at = 0;
        if (input.IsEmpty) return ConnectError.None;
        if ((input[0] & 0xF0) != ConnectType || input[0] == TlsHandshake) return ConnectError.NotConnect;
        if (input[0] != ConnectType) return ConnectError.FixedHeaderFlags;
        switch (VariableByteInteger.TryRead(input[1..], out int remaining, out int length))
        {
            case ParseStatus.NeedMoreData: return ConnectError.None;
            case ParseStatus.Invalid: return ConnectError.RemainingLength;
        }
        TotalLength = 1 + length + remaining;
        if (remaining < LeastBody) return ConnectError.Truncated;
        at = 1 + length;
        return ConnectError.None;
    }

    /// <summary>Leaves <see cref="ProtocolName"/> empty while the name is correct but not complete.</summary>
    private ConnectError ReadName(ReadOnlySpan<byte> input, ref int at)
    {
        ReadOnlySpan<byte> rest = input[at..];
        ReadOnlySpan<byte> expected = rest.Length > 1 && rest[1] == 6 ? "\0\u0006MQIsdp"u8 : "\0\u0004MQTT"u8;
        if (!expected.StartsWith(rest[..Math.Min(rest.Length, expected.Length)])) return ConnectError.ProtocolName;
        if (rest.Length < expected.Length) return ConnectError.None;
        ProtocolName = new(at + 2, expected.Length - 2);
        at += expected.Length;
        return ConnectError.None;
    }

    private ConnectError ReadLevel(byte level)
    {
        Level = level;
        bool oldName = ProtocolName.Length == 6;
        Version = (level, oldName) switch
        {
            (3 or 3 | BridgeBit, true) => MqttProtocolVersion.V31,
            (4 or 4 | BridgeBit, false) => MqttProtocolVersion.V311,
            (5, false) => MqttProtocolVersion.V5,
            _ => MqttProtocolVersion.Unknown,
        };
        return Version == MqttProtocolVersion.Unknown ? ConnectError.ProtocolVersion : ConnectError.None;
    }

    /// <summary>Comes after the level, which decides how the refusal is told to the client.</summary>
    private readonly ConnectError CheckSize(int maxPacketSize) =>
        TotalLength > maxPacketSize ? ConnectError.PacketTooLarge : ConnectError.None;

    private ConnectError ReadFlags(byte flags)
    {
        Flags = flags;
        bool strict = Version != MqttProtocolVersion.V31;
        // MQTT 3.1 leaves bit 0 open and tells receivers to disregard will QoS and retain when there is no will (3.1, section 3.1).
        if (strict && (flags & ConnectFlags.Reserved) != 0) return ConnectError.ReservedFlag;
        bool will = (flags & ConnectFlags.Will) != 0;
        if (will && (flags & ConnectFlags.WillQoS) == ConnectFlags.WillQoS) return ConnectError.WillFlags;
        if (strict && !will && (flags & (ConnectFlags.WillQoS | ConnectFlags.WillRetain)) != 0) return ConnectError.WillFlags;
        bool passwordAlone = (flags & (ConnectFlags.Password | ConnectFlags.Username)) == ConnectFlags.Password;
        return passwordAlone && Version != MqttProtocolVersion.V5 ? ConnectError.PasswordWithoutUsername : ConnectError.None;
    }

    private ParseStatus ReadPropertyLength(ReadOnlySpan<byte> input, out ConnectError error)
    {
        error = ConnectError.None;
        // The field must end inside this packet: bytes of the next one are none of its business.
        int limit = Math.Min(input.Length, TotalLength);
        ParseStatus status = VariableByteInteger.TryRead(input[End..limit], out int value, out int length);
        if (status == ParseStatus.NeedMoreData && limit < TotalLength) return status;
        if (status != ParseStatus.Complete || value > TotalLength - End - length)
        {
            error = status == ParseStatus.Invalid ? ConnectError.PropertyMalformed : ConnectError.Truncated;
            return ParseStatus.Invalid;
        }
        Properties = new(End + length, value);
        return ParseStatus.Complete;
    }
}
