using System.Collections.Immutable;

namespace Lb.Configuration.Model;

/// <summary>A whole configuration, valid and complete: every name that it uses exists, every default is filled in.
/// Both dialects end here, and nothing behind it knows which one the file was written in.</summary>
public sealed record LbConfig
{
    /// <summary>Settings of the process.</summary>
    public required GlobalConfig Global { get; init; }

    /// <summary>Frontends in file order; a <c>listen</c> section is one frontend and one backend of the same name.</summary>
    public required ImmutableArray<FrontendConfig> Frontends { get; init; }

    /// <summary>Backends in file order; names are unique among backends.</summary>
    public required ImmutableArray<BackendConfig> Backends { get; init; }
}
