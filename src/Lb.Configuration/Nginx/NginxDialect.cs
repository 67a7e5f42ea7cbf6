using Lb.Configuration.Diagnostics;
using Lb.Configuration.Model;
using Lb.Configuration.Nginx.Blocks;
using Lb.Configuration.Nginx.Building;
using Lb.Configuration.Nginx.Directives;
using Lb.Configuration.Validation;

namespace Lb.Configuration.Nginx;

/// <summary>Reads <c>stream</c> configurations in the language of nginx and NGINX Plus.</summary>
public static class NginxDialect
{
    /// <summary>Reads main files in their order, as one configuration; a file may hold a <c>stream</c> block alone.</summary>
    /// <param name="sources">Main files; <c>include</c> and certificates are read from disk, relative to the folder of the file.</param>
    /// <param name="environment">Resolver of names.</param>
    /// <param name="diagnostics">Takes every message, errors of all lines in one pass. Nothing in a file is ignored without one.</param>
    /// <returns>Null when there is an error. Never throws for what the files contain.</returns>
    public static LbConfig? Parse(IReadOnlyList<ConfigSource> sources, ConfigEnvironment environment, ConfigDiagnostics diagnostics)
    {
        var main = new NginxMainBlock();
        var reading = new NginxReading(diagnostics, environment);
        var scope = new NginxScope(NginxContexts.Main, main, main.StreamSettings);
        foreach (var source in sources) reading.RunFile(source, scope);

        var config = new NginxConfigBuilder(main, diagnostics).Build();
        ConfigValidator.Validate(config, diagnostics);
        return diagnostics.HasErrors ? null : config;
    }
}
