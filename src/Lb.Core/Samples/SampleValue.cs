using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Text;

namespace Lb.Core.Samples;

/// <summary>Value of a sample, and its casts (HAProxy manual 7.1). Bytes may be borrowed from the connection's buffer: a value that has to
/// outlive the next read is kept with <see cref="Keep"/>.</summary>
public readonly struct SampleValue
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly IPAddress? _address;
    private readonly long _number;

    private SampleValue(SampleType type, ReadOnlyMemory<byte> bytes, IPAddress? address, long number)
    {
        Type = type;
        _bytes = bytes;
        _address = address;
        _number = number;
    }

    /// <summary>What the value is.</summary>
    public SampleType Type { get; }

    /// <summary>A value of bytes.</summary>
    public static SampleValue Of(ReadOnlyMemory<byte> bytes) => new(SampleType.Bytes, bytes, null, 0);

    /// <summary>A value of text, in UTF-8.</summary>
    public static SampleValue Of(string text) => Of(Encoding.UTF8.GetBytes(text).AsMemory());

    /// <summary>An address.</summary>
    public static SampleValue Of(IPAddress address) => new(SampleType.Address, default, address, 0);

    /// <summary>A number.</summary>
    public static SampleValue Of(long number) => new(SampleType.Integer, default, null, number);

    /// <summary>Yes or no.</summary>
    public static SampleValue Of(bool value) => new(SampleType.Boolean, default, null, value ? 1 : 0);

    /// <summary>Cast to bytes: an address as 4 or 16 bytes, a number as 8, big endian.</summary>
    public ReadOnlyMemory<byte> AsBytes()
    {
        if (Type == SampleType.Bytes) return _bytes;
        if (Type == SampleType.Address) return _address!.GetAddressBytes();
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, _number);
        return bytes;
    }

    /// <summary>Cast to text in UTF-8: an address and a number as people write them, yes and no as <c>1</c> and <c>0</c>.</summary>
    public ReadOnlyMemory<byte> AsText() => Type switch
    {
        SampleType.Bytes => _bytes,
        SampleType.Address => Encoding.UTF8.GetBytes(_address!.ToString()),
        _ => Encoding.UTF8.GetBytes(_number.ToString(CultureInfo.InvariantCulture)),
    };

    /// <summary>Cast to a number: text is read as decimal, an IPv4 address as its 32 bits.</summary>
    /// <returns>False where the value is no number.</returns>
    public bool TryAsInteger(out long number)
    {
        number = _number;
        if (Type is SampleType.Integer or SampleType.Boolean) return true;
        if (Type == SampleType.Bytes)
            return Utf8Parser.TryParse(_bytes.Span, out number, out var length) && length == _bytes.Length;
        if (!TryAsIPv4(out var address)) return false;
        Span<byte> bytes = stackalloc byte[4];
        address.TryWriteBytes(bytes, out _);
        number = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        return true;
    }

    /// <summary>Cast to an address: text is read as one.</summary>
    /// <returns>False where the value is no address.</returns>
    public bool TryAsAddress(out IPAddress address)
    {
        address = _address ?? IPAddress.None;
        if (Type == SampleType.Address) return true;
        if (Type != SampleType.Bytes || !IPAddress.TryParse(Encoding.UTF8.GetString(_bytes.Span), out var parsed)) return false;
        address = parsed;
        return true;
    }

    /// <summary>Cast to an IPv4 address: an IPv6 one only where it maps one.</summary>
    public bool TryAsIPv4(out IPAddress address)
    {
        if (!TryAsAddress(out address)) return false;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork;
    }

    /// <summary>The same value with bytes of its own.</summary>
    public SampleValue Keep() => Type == SampleType.Bytes ? Of(_bytes.ToArray()) : this;
}
