using System.Buffers.Binary;
using System.Text;

namespace Lb.Protocol.ProxyProtocol;

/// <summary>The type-length-value entries of version 2. PROXY protocol sections 2.2.1 to 2.2.8.</summary>
internal static class ProxyTlvParser
{
    private const int PrefixLength = 3;

    /// <summary>Client flags and verification result, before the inner entries.</summary>
    private const int TlsFixedLength = 5;

    /// <param name="header">The header so far.</param>
    /// <param name="whole">The whole header, which the checksum covers.</param>
    /// <param name="start">Where the entries start in it.</param>
    /// <param name="error">Set when null is returned.</param>
    public static ProxyHeader? AddTo(ProxyHeader header, ReadOnlySpan<byte> whole, int start, out ProxyHeaderError error)
    {
        List<ProxyTlv>? others = null;
        error = ProxyHeaderError.None;
        for (int at = start; at < whole.Length;)
        {
            if (!TryTake(whole, ref at, out byte type, out ReadOnlySpan<byte> value))
            {
                error = ProxyHeaderError.Tlv;
                return null;
            }
            error = CheckValue(whole, at - value.Length, type, value);
            if (error != ProxyHeaderError.None) return null;
            if (IsOther(type)) (others ??= []).Add(new(type, value.ToArray()));
            else header = WithKnown(header, type, value);
        }
        return others is null ? header : header with { Others = others };
    }

    private static bool TryTake(ReadOnlySpan<byte> bytes, ref int at, out byte type, out ReadOnlySpan<byte> value)
    {
        type = 0;
        value = default;
        ReadOnlySpan<byte> rest = bytes[at..];
        if (rest.Length < PrefixLength) return false;
        int length = BinaryPrimitives.ReadUInt16BigEndian(rest[1..]);
        if (length > rest.Length - PrefixLength) return false;
        type = rest[0];
        value = rest.Slice(PrefixLength, length);
        at += PrefixLength + length;
        return true;
    }

    private static ProxyHeaderError CheckValue(ReadOnlySpan<byte> whole, int offset, byte type, ReadOnlySpan<byte> value)
    {
        bool wrongLength = type switch
        {
            ProxyTlvType.Crc32C => value.Length != sizeof(uint),
            ProxyTlvType.UniqueId => value.Length > ProxyHeader.MaxUniqueIdLength,
            ProxyTlvType.Tls => !AreTlsEntriesWhole(value),
            _ => false,
        };
        if (wrongLength) return ProxyHeaderError.Tlv;
        if (type != ProxyTlvType.Crc32C) return ProxyHeaderError.None;
        return Crc32C.OfHeader(whole, offset) == BinaryPrimitives.ReadUInt32BigEndian(value)
            ? ProxyHeaderError.None
            : ProxyHeaderError.Checksum;
    }

    private static bool AreTlsEntriesWhole(ReadOnlySpan<byte> value)
    {
        if (value.Length < TlsFixedLength) return false;
        for (int at = TlsFixedLength; at < value.Length;)
            if (!TryTake(value, ref at, out _, out _)) return false;
        return true;
    }

    private static bool IsOther(byte type) => type is not (ProxyTlvType.Alpn or ProxyTlvType.Authority or ProxyTlvType.Crc32C
        or ProxyTlvType.Noop or ProxyTlvType.UniqueId or ProxyTlvType.Tls or ProxyTlvType.NetworkNamespace);

    private static ProxyHeader WithKnown(ProxyHeader header, byte type, ReadOnlySpan<byte> value) => type switch
    {
        ProxyTlvType.Alpn => header with { Alpn = value.ToArray() },
        ProxyTlvType.Authority => header with { Authority = Encoding.UTF8.GetString(value) },
        ProxyTlvType.UniqueId => header with { UniqueId = value.ToArray() },
        ProxyTlvType.Tls => header with { Tls = ParseTls(value) },
        ProxyTlvType.NetworkNamespace => header with { NetworkNamespace = Encoding.UTF8.GetString(value) },
        _ => header,
    };

    private static ProxyTls ParseTls(ReadOnlySpan<byte> value)
    {
        var tls = new ProxyTls
        {
            Client = (ProxyTlsClient)value[0],
            Verify = BinaryPrimitives.ReadUInt32BigEndian(value[1..]),
        };
        for (int at = TlsFixedLength; TryTake(value, ref at, out byte type, out ReadOnlySpan<byte> inner);)
            tls = WithInner(tls, type, Encoding.UTF8.GetString(inner));
        return tls;
    }

    private static ProxyTls WithInner(ProxyTls tls, byte type, string text) => type switch
    {
        ProxyTlvType.TlsVersion => tls with { Version = text },
        ProxyTlvType.TlsCommonName => tls with { CommonName = text },
        ProxyTlvType.TlsCipher => tls with { Cipher = text },
        ProxyTlvType.TlsSignatureAlgorithm => tls with { SignatureAlgorithm = text },
        ProxyTlvType.TlsKeyAlgorithm => tls with { KeyAlgorithm = text },
        _ => tls,
    };
}
