using Lb.Configuration.Diagnostics;
using Lb.Configuration.Model;

namespace Lb.Configuration.Certificates;

/// <summary>Errors of one line that names PEM files.</summary>
internal sealed class CertificateReport(ConfigDiagnostics diagnostics, SourceLocation location, string statement)
{
    /// <summary>Adds an error that begins with the statement.</summary>
    public void Error(string message) => diagnostics.Error(location, $"'{statement}': {message}");

    /// <summary>Text of a file; null, with an error, when it cannot be read.</summary>
    public string? Read(string path) => Read(path, File.ReadAllText);

    /// <summary>Content of a file; null, with an error, when it cannot be read.</summary>
    public byte[]? ReadBytes(string path) => Read(path, File.ReadAllBytes);

    /// <summary>Files of a folder in the order of their names (ordinal), without hidden ones; null, with an error, when it cannot be read.</summary>
    public IReadOnlyList<string>? FilesIn(string folder)
    {
        try
        {
            return [.. Directory.GetFiles(folder).Where(file => !Path.GetFileName(file).StartsWith('.')).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Error($"folder '{folder}' cannot be read: {e.Message}");
            return null;
        }
    }

    private T? Read<T>(string path, Func<string, T> read)
        where T : class
    {
        if (!File.Exists(path))
        {
            Error($"file '{path}' does not exist. Create it or correct the path.");
            return null;
        }

        try
        {
            return read(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Error($"file '{path}' cannot be read: {e.Message}");
            return null;
        }
    }
}
