using Lb.Configuration.Diagnostics;
using Lb.Configuration.HaProxy.Building;
using Lb.Configuration.HaProxy.Drafts;
using Lb.Configuration.HaProxy.Syntax;
using Lb.Configuration.Model;
using Lb.Configuration.Validation;

namespace Lb.Configuration.HaProxy;

/// <summary>Reads configurations in the language of HAProxy's haproxy.cfg.</summary>
public static class HaProxyDialect
{
    /// <summary>Reads files in their order, as one configuration.</summary>
    /// <param name="sources">Files; sections may be spread over them.</param>
    /// <param name="environment">Environment variables and names.</param>
    /// <param name="diagnostics">Takes every message, errors of all lines in one pass. Nothing in a file is ignored without one.</param>
    /// <returns>Null when there is an error. Never throws for what the files contain.</returns>
    public static LbConfig? Parse(IReadOnlyList<ConfigSource> sources, ConfigEnvironment environment, ConfigDiagnostics diagnostics)
    {
        var config = new ConfigDraft(environment, diagnostics);
        var reader = new StatementReader(environment, diagnostics);
        var sections = sources.SelectMany(source => SectionSplitter.Split(reader.Read(source), diagnostics));
        var parser = new SectionParser(config);
        foreach (var section in sections)
            ReadSection(section, parser, config);

        var checks = new ProxyChecks(config);
        config.Proxies.ForEach(checks.Check);
        new KeepAliveChecks(config).Check();
        return Finish(config);
    }

    private static void ReadSection(Section section, SectionParser parser, ConfigDraft config)
    {
        if (section.Kind == "global")
        {
            parser.ParseGlobal(section);
            return;
        }

        var proxy = ProxyHeaderParser.Parse(section.Header, config);
        parser.ParseProxy(section, proxy);
        (proxy.Kind == SectionKinds.Defaults ? config.Defaults : config.Proxies).Add(proxy);
    }

    private static LbConfig? Finish(ConfigDraft config)
    {
        var result = new LbConfig
        {
            Global = config.Global.Settings,
            Frontends = [.. config.Proxies.Where(proxy => proxy.IsFrontend).Select(proxy => FrontendBuilder.Build(proxy, config))],
            Backends = [.. config.Proxies.Where(proxy => proxy.IsBackend).Select(proxy => BackendBuilder.Build(proxy, config))],
        };
        ConfigValidator.Validate(result, config.Diagnostics);
        return config.Diagnostics.HasErrors ? null : result;
    }
}
