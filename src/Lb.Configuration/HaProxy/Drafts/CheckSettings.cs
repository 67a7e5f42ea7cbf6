using System.Collections.Immutable;
using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Drafts;

/// <summary>What checks of a section do.</summary>
internal sealed record CheckSettings
{
    /// <summary><c>option mqtt-check</c>; null = not set.</summary>
    public CheckMethod.Mqtt? Mqtt { get; init; }

    /// <summary><c>option tcp-check</c>.</summary>
    public bool UsesScript { get; init; }

    /// <summary><c>tcp-check</c> steps.</summary>
    public ImmutableArray<TcpCheckStep> Steps { get; init; } = [];

    /// <summary><c>option log-health-checks</c>.</summary>
    public bool LogResults { get; init; }

    /// <summary>The method that results.</summary>
    public CheckMethod Method => Mqtt as CheckMethod ?? (UsesScript ? new CheckMethod.Script(Steps) : new CheckMethod.TcpConnect());
}
