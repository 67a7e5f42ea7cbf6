namespace Lb.Protocol.ProxyProtocol;

/// <summary>The registered TLV types, PROXY protocol section 2.2.</summary>
internal static class ProxyTlvType
{
    public const byte Alpn = 0x01;
    public const byte Authority = 0x02;
    public const byte Crc32C = 0x03;
    public const byte Noop = 0x04;
    public const byte UniqueId = 0x05;
    public const byte Tls = 0x20;
    public const byte TlsVersion = 0x21;
    public const byte TlsCommonName = 0x22;
    public const byte TlsCipher = 0x23;
    public const byte TlsSignatureAlgorithm = 0x24;
    public const byte TlsKeyAlgorithm = 0x25;
    public const byte NetworkNamespace = 0x30;
}
