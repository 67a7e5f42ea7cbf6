using Lb.Configuration.Nginx.Blocks;

namespace Lb.Configuration.Nginx.Directives;

/// <summary>The block that is being read.</summary>
/// <param name="Context">Kind of block.</param>
/// <param name="Main">The whole file.</param>
/// <param name="Settings">Settings that directives of this block change.</param>
internal sealed record NginxScope(NginxContexts Context, NginxMainBlock Main, NginxSettings Settings)
{
    /// <summary>Open <c>upstream</c>; set in <see cref="NginxContexts.Upstream"/> only.</summary>
    public NginxUpstreamBlock? Upstream { get; init; }

    /// <summary>Open <c>server</c>; set in <see cref="NginxContexts.Server"/> only.</summary>
    public NginxServerBlock? Server { get; init; }

    /// <summary>Directives that this block has had.</summary>
    public HashSet<string> Seen { get; } = [];

    /// <summary>How messages call the block.</summary>
    public string Description => Context switch
    {
        NginxContexts.Main => "outside of any block",
        NginxContexts.Events => "in 'events'",
        NginxContexts.Stream => "in 'stream'",
        NginxContexts.Upstream => "in 'upstream'",
        _ => "in 'server'",
    };
}
