using Lb.Configuration.Diagnostics;
using Lb.Configuration.Nginx.Blocks;
using Lb.Configuration.Nginx.Building;
using Lb.Configuration.Nginx.Directives;

namespace Lb.Configuration.Nginx;

/// <summary>The nginx stream dialect: <c>stream</c> blocks of nginx and NGINX Plus to the typed configuration.</summary>
public static class NginxConfigParser
{
    /// <summary>Reads main files, one after the other, as if they were one; a file may hold a <c>stream</c> block alone.</summary>
    /// <param name="sources">Text of the main files; <c>include</c> and certificates are read from disk, relative to the folder of the file.</param>
    /// <param name="environment">Resolver of names.</param>
    /// <returns>Errors of syntax, unknown and unsupported directives, bad values and missing files all come out together, each with its line.
    /// Never throws.</returns>
    public static ConfigResult Parse(IReadOnlyList<ConfigSource> sources, ConfigEnvironment environment)
    {
        var diagnostics = new ConfigDiagnostics();
        var main = new NginxMainBlock();
        var reading = new NginxReading(diagnostics, environment);
        var scope = new NginxScope(NginxContexts.Main, main, main.StreamSettings);
        foreach (var source in sources) reading.RunFile(source, scope);

        var config = new NginxConfigBuilder(main, diagnostics).Build();
        return new ConfigResult(diagnostics.HasErrors ? null : config, diagnostics.All);
    }
}
