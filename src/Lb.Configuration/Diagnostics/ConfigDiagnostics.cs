using System.Collections.Immutable;
using Lb.Configuration.Model;

namespace Lb.Configuration.Diagnostics;

/// <summary>Collects messages while a configuration is read, so that all of them come out in one pass.</summary>
public sealed class ConfigDiagnostics
{
    private readonly List<ConfigDiagnostic> _all = [];

    /// <summary>True once there is an error.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Messages in the order they were found.</summary>
    public ImmutableArray<ConfigDiagnostic> All => [.. _all];

    /// <summary>Adds an error.</summary>
    public void Error(SourceLocation? location, string message) => Add(ConfigSeverity.Error, location, message);

    /// <summary>Adds a warning.</summary>
    public void Warning(SourceLocation? location, string message) => Add(ConfigSeverity.Warning, location, message);

    /// <summary>Adds a notice.</summary>
    public void Notice(SourceLocation? location, string message) => Add(ConfigSeverity.Notice, location, message);

    private void Add(ConfigSeverity severity, SourceLocation? location, string message)
    {
        HasErrors |= severity == ConfigSeverity.Error;
        _all.Add(new ConfigDiagnostic(severity, location, message));
    }
}
