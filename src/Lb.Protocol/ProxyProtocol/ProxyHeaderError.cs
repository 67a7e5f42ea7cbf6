namespace Lb.Protocol.ProxyProtocol;

/// <summary>Every reason for which a PROXY protocol header is refused.</summary>
public enum ProxyHeaderError
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>The input starts with neither signature.</summary>
    NotProxyProtocol,

    /// <summary>Version 1: no CR LF within 107 bytes, or a line feed without carriage return.</summary>
    LineEnd,

    /// <summary>Version 1: the protocol is none of TCP4, TCP6, UNKNOWN.</summary>
    Protocol,

    /// <summary>Version 1: an address or port is missing, ill-formed, or of the wrong family.</summary>
    Address,

    /// <summary>Version 2: the version in the 13th byte is not 2.</summary>
    Version,

    /// <summary>Version 2: neither LOCAL nor PROXY.</summary>
    Command,

    /// <summary>Version 2: an address family or transport that does not exist.</summary>
    Family,

    /// <summary>Version 2: longer than the caller allows.</summary>
    TooLong,

    /// <summary>Version 2: too short for the addresses of its family.</summary>
    Truncated,

    /// <summary>Version 2: a type-length-value entry is cut short, or its length is not allowed.</summary>
    Tlv,

    /// <summary>Version 2: the CRC32C does not match.</summary>
    Checksum,
}
