using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Lb.Protocol.Mqtt;

/// <summary>Collects the body of one packet, then writes it behind its fixed header. Rents its memory: call
/// <see cref="Dispose"/>.</summary>
internal ref struct PacketBuffer(MqttProtocolVersion version)
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(256);
    private int _length;

    public readonly MqttProtocolVersion Version => version;

    public void WriteByte(byte value) => Reserve(1)[0] = value;

    public void WriteUInt16(ushort value) => BinaryPrimitives.WriteUInt16BigEndian(Reserve(2), value);

    public void WriteUInt32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Reserve(4), value);

    public void WriteVariableByteInteger(uint value)
    {
        int length = VariableByteInteger.LengthOf(checked((int)value));
        VariableByteInteger.Write(Reserve(length), (int)value);
    }

    /// <exception cref="ArgumentException">The identifier is 0 [MQTT-2.2.1-3].</exception>
    public void WritePacketId(ushort id)
    {
        if (id == 0) throw new ArgumentException("A packet identifier must not be 0.", nameof(id));
        WriteUInt16(id);
    }

    /// <exception cref="ArgumentException">A packet of this type must not carry this code (MQTT 5.0 section 2.4).</exception>
    public void WriteReason(PacketType type, ReasonCode code)
    {
        if (!ReasonCodeTable.IsLegal(type, code)) throw new ArgumentException($"{type} must not carry {code}.", nameof(code));
        WriteByte((byte)code);
    }

    /// <exception cref="ArgumentException">More than 65 535 bytes of UTF-8, U+0000, or a lone surrogate.</exception>
    public void WriteText(string text)
    {
        int length = Encoding.UTF8.GetByteCount(text);
        if (length > ushort.MaxValue) throw new ArgumentException("Text is longer than 65535 bytes.", nameof(text));
        WriteUInt16((ushort)length);
        Span<byte> bytes = Reserve(length);
        System.Text.Unicode.Utf8.FromUtf16(text, bytes, out _, out int written, replaceInvalidSequences: false);
        if (written != length || bytes.Contains((byte)0))
            throw new ArgumentException("Text holds U+0000 or a lone surrogate.", nameof(text));
    }

    /// <exception cref="ArgumentException">More than 65 535 bytes.</exception>
    public void WriteBinary(ReadOnlySpan<byte> data)
    {
        if (data.Length > ushort.MaxValue) throw new ArgumentException("Binary data is longer than 65535 bytes.", nameof(data));
        WriteUInt16((ushort)data.Length);
        data.CopyTo(Reserve(data.Length));
    }

    /// <summary>Starts a block whose length will stand before it as a variable byte integer.</summary>
    public readonly int BeginBlock() => _length;

    /// <summary>Ends the block that started here: moves it to make room for its length.</summary>
    public void EndBlock(int start)
    {
        int blockLength = _length - start;
        int prefix = VariableByteInteger.LengthOf(blockLength);
        Reserve(prefix);
        _bytes.AsSpan(start, blockLength).CopyTo(_bytes.AsSpan(start + prefix));
        VariableByteInteger.Write(_bytes.AsSpan(start), blockLength);
    }

    /// <summary>Writes fixed header, collected body and payload. The payload is copied once only.</summary>
    /// <exception cref="ArgumentException">The packet would exceed 268 435 455 bytes of remaining length.</exception>
    public readonly void Flush(IBufferWriter<byte> output, byte firstByte, ReadOnlySpan<byte> payload = default)
    {
        long remaining = (long)_length + payload.Length;
        if (remaining > VariableByteInteger.MaxValue) throw new ArgumentException("Packet is larger than MQTT allows.", nameof(payload));
        Span<byte> header = stackalloc byte[1 + VariableByteInteger.MaxLength];
        header[0] = firstByte;
        int headerLength = 1 + VariableByteInteger.Write(header[1..], (int)remaining);
        output.Write(header[..headerLength]);
        output.Write(_bytes.AsSpan(0, _length));
        output.Write(payload);
    }

    public void Dispose()
    {
        Release();
        _bytes = [];
    }

    private Span<byte> Reserve(int count)
    {
        if (_bytes.Length - _length < count) Grow(count);
        Span<byte> reserved = _bytes.AsSpan(_length, count);
        _length += count;
        return reserved;
    }

    private void Grow(int count)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _length + count));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        Release();
        _bytes = larger;
    }

    /// <summary>The bytes may be those of a password: they must not stay in the pool.</summary>
    private readonly void Release()
    {
        _bytes.AsSpan(0, _length).Clear();
        ArrayPool<byte>.Shared.Return(_bytes);
    }
}
