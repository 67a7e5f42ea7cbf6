using System.Collections.Immutable;
using System.Net;
using Lb.Configuration.Model;

namespace Lb.Configuration.Nginx.Blocks;

/// <summary>A <c>server</c> line of an upstream.</summary>
internal sealed record NginxUpstreamServer
{
    /// <summary>Address or name as written, without the port.</summary>
    public required string AddressText { get; init; }

    /// <summary>Every address of the name; each becomes a server.</summary>
    public required ImmutableArray<IPAddress> Addresses { get; init; }

    /// <summary>Port.</summary>
    public required int Port { get; init; }

    /// <summary>Line.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary><c>weight</c>.</summary>
    public int Weight { get; init; } = 1;

    /// <summary><c>max_fails</c>; 0 = failures do not count.</summary>
    public int MaxFails { get; init; } = 1;

    /// <summary><c>fail_timeout</c>.</summary>
    public TimeSpan FailTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary><c>max_conns</c>; 0 = no limit.</summary>
    public int MaxConnections { get; init; }

    /// <summary><c>backup</c>.</summary>
    public bool Backup { get; init; }

    /// <summary><c>down</c>.</summary>
    public bool Down { get; init; }
}
