using Lb.Configuration.Model;

namespace Lb.Configuration.Diagnostics;

/// <summary>One message about a configuration: where, what, why and what to do.</summary>
/// <param name="Severity">Weight.</param>
/// <param name="Location">Null where no single line is at fault.</param>
/// <param name="Message">One sentence or two, without the location.</param>
public sealed record ConfigDiagnostic(ConfigSeverity Severity, SourceLocation? Location, string Message)
{
    /// <summary>As printed: <c>file:line: message</c>.</summary>
    public override string ToString() => Location is null ? Message : $"{Location}: {Message}";
}
