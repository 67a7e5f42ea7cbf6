using System.Net;

namespace Lb.Protocol.ProxyProtocol;

/// <summary>A PROXY protocol header: who the client is, as told by the proxy before us or to the server behind us.</summary>
/// <remarks>PROXY protocol, versions 1 and 2. Everything below <see cref="Destination"/> exists in version 2 only.</remarks>
public sealed record ProxyHeader
{
    /// <summary>The longest unique id, in bytes (section 2.2.5).</summary>
    public const int MaxUniqueIdLength = 128;

    /// <summary>On whose account the connection was made.</summary>
    public ProxyCommand Command { get; init; } = ProxyCommand.Proxy;

    /// <summary>How the client connected. Set by the parser; the writer goes by the addresses.</summary>
    public ProxyTransport Transport { get; init; }

    /// <summary>The client's address; null for local, unspecified and unix headers: use that of the connection.</summary>
    public IPEndPoint? Source { get; init; }

    /// <summary>The address that the client connected to; null together with <see cref="Source"/>.</summary>
    public IPEndPoint? Destination { get; init; }

    /// <summary>Application protocol that TLS agreed on, such as <c>mqtt</c>.</summary>
    public ReadOnlyMemory<byte>? Alpn { get; init; }

    /// <summary>Server name that the client asked for (SNI).</summary>
    public string? Authority { get; init; }

    /// <summary>Id of the connection, at most <see cref="MaxUniqueIdLength"/> bytes.</summary>
    public ReadOnlyMemory<byte>? UniqueId { get; init; }

    /// <summary>What is known about the client's TLS.</summary>
    public ProxyTls? Tls { get; init; }

    /// <summary>Network namespace of the client's connection.</summary>
    public string? NetworkNamespace { get; init; }

    /// <summary>All other entries in their order; no-op entries are left out.</summary>
    public IReadOnlyList<ProxyTlv> Others { get; init; } = [];
}
