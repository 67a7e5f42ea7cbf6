using System.Net;
using Lb.Configuration.Model;

namespace Lb.Configuration.Nginx.Blocks;

/// <summary>One address of a <c>listen</c> line.</summary>
internal sealed record NginxListen
{
    /// <summary>Address and port.</summary>
    public required IPEndPoint Address { get; init; }

    /// <summary>Line.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary><c>ssl</c>.</summary>
    public bool Tls { get; init; }

    /// <summary><c>proxy_protocol</c>.</summary>
    public bool AcceptProxy { get; init; }

    /// <summary><c>deferred</c>.</summary>
    public bool DeferAccept { get; init; }

    /// <summary><c>ipv6only=off</c> on an IPv6 address.</summary>
    public bool DualStack { get; init; }

    /// <summary><c>so_keepalive</c> other than off.</summary>
    public bool KeepAlive { get; init; }

    /// <summary><c>backlog</c>; null = not given.</summary>
    public int? Backlog { get; init; }
}
