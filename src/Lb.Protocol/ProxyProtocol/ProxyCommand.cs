namespace Lb.Protocol.ProxyProtocol;

/// <summary>Why the sender made the connection.</summary>
/// <remarks>PROXY protocol section 2.2; version 1 knows only the second.</remarks>
public enum ProxyCommand
{
    /// <summary>On its own account, such as a health check: the addresses of the connection itself count.</summary>
    Local = 0,

    /// <summary>On behalf of a client.</summary>
    Proxy = 1,
}
