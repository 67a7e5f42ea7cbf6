using Lb.Configuration.Diagnostics;
using Lb.Configuration.Model;
using Lb.Configuration.Nginx.Blocks;

namespace Lb.Configuration.Nginx.Building;

/// <summary>Blocks as read to the typed configuration: inherits settings, fills defaults in and checks what spans several blocks.</summary>
internal sealed class NginxConfigBuilder(NginxMainBlock main, ConfigDiagnostics diagnostics)
{
    /// <summary>The configuration; to be dropped where there are errors.</summary>
    public LbConfig Build()
    {
        foreach (var upstream in main.Upstreams) NginxUpstreamChecks.Check(upstream, diagnostics);
        NginxListenChecks.Check(main.Servers, diagnostics);

        var frontends = new NginxFrontendBuilder(main, diagnostics);
        foreach (var server in main.Servers) frontends.Add(server);
        return new LbConfig
        {
            Global = new NginxGlobalBuilder(main, diagnostics).Build(),
            Frontends = [.. frontends.Frontends],
            Backends = [.. frontends.Backends],
        };
    }
}
