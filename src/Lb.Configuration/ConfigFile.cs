using Lb.Configuration.Diagnostics;
using Lb.Configuration.Model;

namespace Lb.Configuration;

/// <summary>Reads configuration files from disk.</summary>
internal static class ConfigFile
{
    /// <summary>The text of a file; null, with an error, when it is missing or unreadable.</summary>
    /// <param name="path">Path; messages call the file by it.</param>
    /// <param name="location">Line that names the file; null = the command line.</param>
    /// <param name="diagnostics">Takes the error.</param>
    public static ConfigSource? Read(string path, SourceLocation? location, ConfigDiagnostics diagnostics)
    {
        try
        {
            return new ConfigSource(path, File.ReadAllText(path));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            diagnostics.Error(location, $"configuration file '{path}' does not exist.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            diagnostics.Error(location, $"configuration file '{path}' cannot be read: {e.Message}");
        }

        return null;
    }
}
