using System.Collections.Immutable;
using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Drafts;

/// <summary><c>log</c> and its options of a section.</summary>
internal sealed record LogSettings
{
    /// <summary><c>log global</c>.</summary>
    public bool UsesGlobal { get; init; }

    /// <summary>Targets of the section itself.</summary>
    public ImmutableArray<LogTargetConfig> Targets { get; init; } = [];

    /// <summary><c>option tcplog</c>.</summary>
    public bool TcpLog { get; init; }

    /// <summary><c>option dontlognull</c>.</summary>
    public bool DontLogNull { get; init; }

    /// <summary>All targets, those of <c>global</c> first.</summary>
    public ImmutableArray<LogTargetConfig> AllTargets(ImmutableArray<LogTargetConfig> global) =>
        UsesGlobal ? [.. global, .. Targets] : Targets;
}
