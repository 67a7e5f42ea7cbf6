using System.Collections.Immutable;
using Lb.Configuration.Diagnostics;
using Lb.Configuration.HaProxy;
using Lb.Configuration.Nginx;

namespace Lb.Configuration;

/// <summary>Reads a configuration from the files that the command line names, in either dialect.</summary>
public static class ConfigLoader
{
    /// <summary>Reads and checks a configuration.</summary>
    /// <param name="paths">Arguments of <c>-f</c>, in order, at least one: files, or folders, whose <c>.cfg</c> files are read in name order, hidden
    /// ones left out (HAProxy management guide, <c>-f</c>).</param>
    /// <param name="environment">Variables and resolver.</param>
    /// <returns>No configuration, and every error with file and line, when a file is missing or unreadable, when the files do not all have one
    /// dialect, or when the dialect's parser finds an error. Never throws.</returns>
    public static ConfigResult Load(IReadOnlyList<string> paths, ConfigEnvironment environment)
    {
        var diagnostics = new ConfigDiagnostics();
        var sources = paths.SelectMany(path => FilesOf(path, diagnostics))
            .Select(file => ConfigFile.Read(file, null, diagnostics))
            .OfType<ConfigSource>()
            .ToImmutableArray();
        if (paths.Count == 0) diagnostics.Error(null, "no configuration file is given. Name one with '-f FILE'.");
        var dialect = DialectOf(sources, diagnostics);
        if (diagnostics.HasErrors) return new ConfigResult(null, diagnostics.All);

        var config = dialect == ConfigDialect.Nginx
            ? NginxDialect.Parse(sources, environment, diagnostics)
            : HaProxyDialect.Parse(sources, environment, diagnostics);
        return new ConfigResult(config, diagnostics.All);
    }

    private static IEnumerable<string> FilesOf(string path, ConfigDiagnostics diagnostics)
    {
        if (!Directory.Exists(path)) return [path];
        try
        {
            var files = Directory.GetFiles(path)
                .Where(file => file.EndsWith(".cfg", StringComparison.Ordinal) && !Path.GetFileName(file).StartsWith('.'))
                .Order(StringComparer.Ordinal)
                .ToList();
            if (files.Count == 0) diagnostics.Error(null, $"folder '{path}' holds no file that ends in .cfg.");
            return files;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            diagnostics.Error(null, $"folder '{path}' cannot be read: {e.Message}");
            return [];
        }
    }

    private static ConfigDialect DialectOf(ImmutableArray<ConfigSource> sources, ConfigDiagnostics diagnostics)
    {
        var byDialect = sources.ToLookup(source => ConfigDialectDetector.Detect(source.Text), source => source.File);
        var nginx = byDialect[ConfigDialect.Nginx].FirstOrDefault();
        var haProxy = byDialect[ConfigDialect.HaProxy].FirstOrDefault();
        if (nginx is not null && haProxy is not null)
            diagnostics.Error(null, $"'{haProxy}' is written for HAProxy and '{nginx}' for nginx. Use one dialect for all files.");
        return nginx is null ? ConfigDialect.HaProxy : ConfigDialect.Nginx;
    }
}
