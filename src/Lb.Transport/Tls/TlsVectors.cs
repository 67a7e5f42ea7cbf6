using System.Buffers.Binary;

namespace Lb.Transport.Tls;

/// <summary>Reads the vectors of TLS messages (RFC 8446 3.4): a length of one or two bytes, then that many bytes. Every read past the end fails and
/// leaves the rest as it is.</summary>
internal ref struct TlsVectors(ReadOnlySpan<byte> rest)
{
    private ReadOnlySpan<byte> _rest = rest;

    public bool Skip(int count)
    {
        if (_rest.Length < count) return false;
        _rest = _rest[count..];
        return true;
    }

    public bool SkipVector(int lengthBytes) => TryReadVector(lengthBytes, out _);

    public bool TryReadNumber(out ushort value)
    {
        value = 0;
        if (_rest.Length < 2) return false;
        value = BinaryPrimitives.ReadUInt16BigEndian(_rest);
        _rest = _rest[2..];
        return true;
    }

    /// <param name="lengthBytes">1 or 2.</param>
    /// <param name="body">The bytes of the vector.</param>
    public bool TryReadVector(int lengthBytes, out ReadOnlySpan<byte> body)
    {
        body = default;
        if (_rest.Length < lengthBytes) return false;
        var length = lengthBytes == 1 ? _rest[0] : BinaryPrimitives.ReadUInt16BigEndian(_rest);
        if (_rest.Length - lengthBytes < length) return false;
        body = _rest.Slice(lengthBytes, length);
        _rest = _rest[(lengthBytes + length)..];
        return true;
    }
}
