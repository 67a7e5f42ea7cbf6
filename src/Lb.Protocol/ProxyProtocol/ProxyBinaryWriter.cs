using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Lb.Protocol.ProxyProtocol;

/// <summary>Puts one version 2 header together. PROXY protocol section 2.2.</summary>
internal ref struct ProxyBinaryWriter(Span<byte> buffer)
{
    /// <summary>Fixed part, IPv6 addresses, and the prefixes of all entries, rounded up.</summary>
    private const int Overhead = 16 + 36 + (12 * 3) + 5 + 4;

    private const int MostBytesPerChar = 3;

    private readonly Span<byte> _buffer = buffer;
    private int _length;

    /// <summary>A length that the header cannot exceed, in bytes.</summary>
    public static int LongestFor(ProxyHeader header)
    {
        int chars = Count(header.Authority) + Count(header.NetworkNamespace);
        if (header.Tls is { } tls)
            chars += Count(tls.Version) + Count(tls.CommonName) + Count(tls.Cipher)
                + Count(tls.SignatureAlgorithm) + Count(tls.KeyAlgorithm);
        int bytes = (header.Alpn?.Length ?? 0) + (header.UniqueId?.Length ?? 0);
        foreach (ProxyTlv other in header.Others) bytes += 3 + other.Value.Length;
        return Overhead + bytes + (chars * MostBytesPerChar);
    }

    public ReadOnlySpan<byte> Write(ProxyHeader header, (IPEndPoint Source, IPEndPoint Destination)? addresses, ProxyV2Options options)
    {
        bool local = header.Command == ProxyCommand.Local;
        Add(ProxyBinaryParser.Signature);
        AddByte((byte)(ProxyBinaryParser.VersionBits | (int)header.Command));
        AddByte(addresses is null ? (byte)0 : ProxyHeaderWriter.IsIPv4(addresses.Value.Source) ? (byte)0x11 : (byte)0x21);
        int lengthAt = _length;
        AddUInt16(0);
        if (addresses is var (source, destination)) AddAddresses(source, destination);
        int checksumAt = local ? 0 : AddEntries(header, options);
        int length = _length - ProxyBinaryParser.FixedLength;
        if (length > ushort.MaxValue) throw new ArgumentException("The header is longer than 65535 bytes.", nameof(header));
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[lengthAt..], (ushort)length);
        if (checksumAt > 0)
            BinaryPrimitives.WriteUInt32BigEndian(_buffer[checksumAt..], Crc32C.OfHeader(_buffer[.._length], checksumAt));
        return _buffer[.._length];
    }

    private void AddAddresses(IPEndPoint source, IPEndPoint destination)
    {
        Add(source.Address.GetAddressBytes());
        Add(destination.Address.GetAddressBytes());
        AddUInt16((ushort)source.Port);
        AddUInt16((ushort)destination.Port);
    }

    /// <returns>Where the checksum goes; 0 when there is none.</returns>
    private int AddEntries(ProxyHeader header, ProxyV2Options options)
    {
        int checksumAt = 0;
        if (options.HasFlag(ProxyV2Options.Crc32C))
        {
            AddEntry(ProxyTlvType.Crc32C, [0, 0, 0, 0]);
            checksumAt = _length - sizeof(uint);
        }
        if (header.Alpn is { } alpn) AddEntry(ProxyTlvType.Alpn, alpn.Span);
        if (options.HasFlag(ProxyV2Options.Authority)) AddText(ProxyTlvType.Authority, header.Authority);
        if (options.HasFlag(ProxyV2Options.UniqueId) && header.UniqueId is { } id) AddEntry(ProxyTlvType.UniqueId, id.Span);
        if (options.HasFlag(ProxyV2Options.Tls)) AddTls(header.Tls ?? new ProxyTls { Verify = 1 }, options);
        AddText(ProxyTlvType.NetworkNamespace, header.NetworkNamespace);
        foreach (ProxyTlv other in header.Others) AddEntry(other.Type, other.Value.Span);
        return checksumAt;
    }

    private void AddTls(ProxyTls tls, ProxyV2Options options)
    {
        AddByte(ProxyTlvType.Tls);
        int lengthAt = _length;
        AddUInt16(0);
        AddByte((byte)tls.Client);
        BinaryPrimitives.WriteUInt32BigEndian(_buffer[_length..], tls.Verify);
        _length += sizeof(uint);
        AddText(ProxyTlvType.TlsVersion, tls.Version);
        if (options.HasFlag(ProxyV2Options.CommonName)) AddText(ProxyTlvType.TlsCommonName, tls.CommonName);
        if (options.HasFlag(ProxyV2Options.KeyAlgorithm)) AddText(ProxyTlvType.TlsKeyAlgorithm, tls.KeyAlgorithm);
        if (options.HasFlag(ProxyV2Options.SignatureAlgorithm)) AddText(ProxyTlvType.TlsSignatureAlgorithm, tls.SignatureAlgorithm);
        if (options.HasFlag(ProxyV2Options.Cipher)) AddText(ProxyTlvType.TlsCipher, tls.Cipher);
        SetLength(lengthAt);
    }

    private void AddText(byte type, string? text)
    {
        if (text is null) return;
        AddByte(type);
        int lengthAt = _length;
        AddUInt16(0);
        _length += Encoding.UTF8.GetBytes(text, _buffer[_length..]);
        SetLength(lengthAt);
    }

    private void AddEntry(byte type, ReadOnlySpan<byte> value)
    {
        AddByte(type);
        int lengthAt = _length;
        AddUInt16(0);
        Add(value);
        SetLength(lengthAt);
    }

    /// <summary>A length that does not fit makes the whole header too long too, which is refused at the end.</summary>
    private readonly void SetLength(int lengthAt) =>
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[lengthAt..], unchecked((ushort)(_length - lengthAt - sizeof(ushort))));

    private void AddByte(byte value) => _buffer[_length++] = value;

    private void AddUInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[_length..], value);
        _length += sizeof(ushort);
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_buffer[_length..]);
        _length += bytes.Length;
    }

    private static int Count(string? text) => text?.Length ?? 0;
}
