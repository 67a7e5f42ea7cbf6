namespace Lb.Protocol.ProxyProtocol;

/// <summary>How the client reached the sender: address family and transport.</summary>
/// <remarks>PROXY protocol sections 2.1 and 2.2.</remarks>
public enum ProxyTransport
{
    /// <summary>Unknown; there are no addresses (version 1: <c>UNKNOWN</c>).</summary>
    Unspecified,

    /// <summary>TCP over IPv4.</summary>
    Tcp4,

    /// <summary>TCP over IPv6.</summary>
    Tcp6,

    /// <summary>UDP over IPv4.</summary>
    Udp4,

    /// <summary>UDP over IPv6.</summary>
    Udp6,

    /// <summary>A unix socket; its paths are skipped.</summary>
    Unix,
}
