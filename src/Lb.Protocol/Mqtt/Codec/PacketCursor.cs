using System.Buffers.Binary;
using System.Text;

namespace Lb.Protocol.Mqtt;

/// <summary>Reads the fields of one packet body in order. The first failure sticks: it empties the cursor, so that
/// every later read fails too and a decoder needs to look at <see cref="Error"/> only once, at the end.</summary>
internal ref struct PacketCursor(ReadOnlySpan<byte> body, MqttProtocolVersion version)
{
    private ReadOnlySpan<byte> _rest = body;

    public MalformedPacket? Error { get; private set; }

    public readonly MqttProtocolVersion Version => version;

    public readonly bool AtEnd => _rest.IsEmpty;

    public readonly int Remaining => _rest.Length;

    public void Fail(MalformedPacket error)
    {
        Error ??= error;
        _rest = default;
    }

    public void FailIf(bool condition, MalformedPacket error)
    {
        if (condition) Fail(error);
    }

    public byte ReadByte()
    {
        ReadOnlySpan<byte> bytes = Take(1);
        return bytes.IsEmpty ? (byte)0 : bytes[0];
    }

    public ushort ReadUInt16()
    {
        ReadOnlySpan<byte> bytes = Take(2);
        return bytes.IsEmpty ? (ushort)0 : BinaryPrimitives.ReadUInt16BigEndian(bytes);
    }

    public uint ReadUInt32()
    {
        ReadOnlySpan<byte> bytes = Take(4);
        return bytes.IsEmpty ? 0 : BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }

    public uint ReadVariableByteInteger()
    {
        switch (VariableByteInteger.TryRead(_rest, out int value, out int length))
        {
            case ParseStatus.Complete:
                _rest = _rest[length..];
                return (uint)value;
            case ParseStatus.NeedMoreData:
                Fail(Malformations.Truncated);
                return 0;
            default:
                Fail(Malformations.VariableByteInteger);
                return 0;
        }
    }

    /// <summary>A packet identifier, which must not be 0 [MQTT-2.2.1-3].</summary>
    public ushort ReadPacketId()
    {
        ushort id = ReadUInt16();
        FailIf(id == 0, Malformations.PacketIdZero);
        return id;
    }

    public string ReadText()
    {
        ReadOnlySpan<byte> bytes = Take(ReadUInt16());
        if (Utf8Text.IsValid(bytes)) return Encoding.UTF8.GetString(bytes);
        Fail(Malformations.Utf8);
        return "";
    }

    public ReadOnlyMemory<byte> ReadBinary() => Take(ReadUInt16()).ToArray();

    public ReadOnlyMemory<byte> ReadRest() => Take(_rest.Length).ToArray();

    public ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
        {
            Fail(Malformations.Truncated);
            return default;
        }
        ReadOnlySpan<byte> taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
