using Lb.Configuration.Model;

namespace Lb.Configuration.Nginx.Blocks;

/// <summary>A <c>server</c> block of <c>stream</c>.</summary>
internal sealed class NginxServerBlock(SourceLocation location)
{
    /// <summary>Line of the block.</summary>
    public SourceLocation Location { get; } = location;

    /// <summary><c>listen</c> lines, ranges expanded.</summary>
    public List<NginxListen> Listens { get; } = [];

    /// <summary>True once there was a <c>listen</c> line, even one that could not be read.</summary>
    public bool HasListen { get; set; }

    /// <summary><c>status_zone</c>; null = none.</summary>
    public string? StatusZone { get; set; }

    /// <summary>Argument of <c>proxy_pass</c>; null = none that could be read.</summary>
    public string? ProxyPass { get; set; }

    /// <summary>The address that <c>proxy_pass</c> names; null where it names an upstream.</summary>
    public NginxUpstreamServer? ProxyPassAddress { get; set; }

    /// <summary>Line of <c>proxy_pass</c>; null = there is none.</summary>
    public SourceLocation? ProxyPassLocation { get; set; }

    /// <summary>Settings of this server alone.</summary>
    public NginxSettings Settings { get; } = new();
}
