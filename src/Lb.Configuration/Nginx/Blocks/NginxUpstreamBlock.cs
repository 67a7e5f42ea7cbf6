using Lb.Configuration.Model;

namespace Lb.Configuration.Nginx.Blocks;

/// <summary>An <c>upstream</c> block, or the single address of a <c>proxy_pass</c>.</summary>
internal sealed class NginxUpstreamBlock(string name, SourceLocation location)
{
    /// <summary>Name.</summary>
    public string Name { get; } = name;

    /// <summary>Line of the block.</summary>
    public SourceLocation Location { get; } = location;

    /// <summary>Servers in file order.</summary>
    public List<NginxUpstreamServer> Servers { get; } = [];

    /// <summary>True once there was a <c>server</c> line, even one that could not be read.</summary>
    public bool HasServer { get; set; }

    /// <summary>How a server is picked.</summary>
    public BalanceConfig Balance { get; set; } = new() { Algorithm = BalanceAlgorithm.RoundRobin };

    /// <summary>Name of the directive that chose <see cref="Balance"/>; null = none did, so it is round robin.</summary>
    public string? Method { get; set; }

    /// <summary>Line of that directive.</summary>
    public SourceLocation? MethodLocation { get; set; }
}
