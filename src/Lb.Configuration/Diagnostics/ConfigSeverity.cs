namespace Lb.Configuration.Diagnostics;

/// <summary>Weight of a message about a configuration.</summary>
public enum ConfigSeverity
{
    /// <summary>Worth knowing; nothing is wrong.</summary>
    Notice,

    /// <summary>Accepted, but hardly what was meant.</summary>
    Warning,

    /// <summary>The configuration cannot run.</summary>
    Error,
}
