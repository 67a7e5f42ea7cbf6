using System.Net;

namespace Lb.Configuration.Model;

/// <summary>One listening address of a frontend.</summary>
public sealed record BindConfig
{
    /// <summary>Address and port; port ranges were expanded to one bind each.</summary>
    public required IPEndPoint Address { get; init; }

    /// <summary>True where the address accepts IPv4 and IPv6 both (<c>v4v6</c> on an IPv6 any-address).</summary>
    public bool DualStack { get; init; }

    /// <summary>Line of the bind.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary>Name for logs and metrics; null = none.</summary>
    public string? Name { get; init; }

    /// <summary>TLS settings; null = plain TCP.</summary>
    public BindTlsConfig? Tls { get; init; }

    /// <summary><c>accept-proxy</c>: a PROXY header comes first, v1 or v2.</summary>
    public bool AcceptProxy { get; init; }

    /// <summary><c>defer-accept</c>, nginx's <c>deferred</c>: the kernel keeps a connection until its client has sent something.</summary>
    public bool DeferAccept { get; init; }

    /// <summary>Longest wait for the PROXY header: <c>timeout client-hs</c>, nginx's <c>proxy_protocol_timeout</c>.</summary>
    public TimeSpan ProxyHeaderTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary><c>maxconn</c> of the bind; null = the frontend's limit only.</summary>
    public int? MaxConnections { get; init; }

    /// <summary>Accept backlog; null = the frontend's <c>maxconn</c>, or the system's.</summary>
    public int? Backlog { get; init; }
}
