using Lb.Configuration;
using Lb.Configuration.Diagnostics;
using Lb.Host.CommandLine;

namespace Lb.Host.Running;

/// <summary>Prints what reading a configuration found: everything at once, on standard error.</summary>
internal static class ConfigReport
{
    public static void Print(ConfigResult result, RunOptions options)
    {
        foreach (var diagnostic in result.Diagnostics)
        {
            if (diagnostic.Severity == ConfigSeverity.Error || !options.Quiet) Console.Error.WriteLine(Line(diagnostic));
        }

        var errors = result.Diagnostics.Count(d => d.Severity == ConfigSeverity.Error);
        if (errors > 0) Console.Error.WriteLine($"mqlb: {errors} {(errors == 1 ? "error" : "errors")} in the configuration; nothing was started.");
        else if (options.CheckOnly && !options.Quiet) Console.WriteLine("Configuration file is valid");
    }

    /// <summary>Errors as they are; lesser messages say what they are behind the place.</summary>
    internal static string Line(ConfigDiagnostic diagnostic)
    {
        var place = diagnostic.Location is { } location ? $"{location}: " : "";
        return diagnostic.Severity switch
        {
            ConfigSeverity.Error => $"{place}{diagnostic.Message}",
            ConfigSeverity.Warning => $"{place}warning: {diagnostic.Message}",
            _ => $"{place}notice: {diagnostic.Message}",
        };
    }
}
