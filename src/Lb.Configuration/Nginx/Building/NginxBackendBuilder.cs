using Lb.Configuration.Diagnostics;
using Lb.Configuration.Model;
using Lb.Configuration.Nginx.Blocks;

namespace Lb.Configuration.Nginx.Building;

/// <summary>Backends: one for each upstream and each set of server leg settings that it is used with.</summary>
internal sealed class NginxBackendBuilder(NginxMainBlock main, ConfigDiagnostics diagnostics)
{
    private readonly Dictionary<(NginxUpstreamBlock, NginxServerLeg), BackendConfig> _bySettings = [];
    private readonly Dictionary<string, NginxUpstreamBlock> _direct = [];
    private readonly List<BackendConfig> _backends = [];

    /// <summary>Backends in the order of their first use.</summary>
    public IReadOnlyList<BackendConfig> Backends => _backends;

    /// <summary>The upstream that a server block forwards to; null, with an error, where there is none.</summary>
    public NginxUpstreamBlock? Find(NginxServerBlock server)
    {
        if (server.ProxyPassLocation is null)
            diagnostics.Error(server.Location, "'server' forwards nowhere. Add 'proxy_pass' with the name of an upstream.");
        if (server.ProxyPass is not { } name) return null;

        if (name.Contains(':')) return server.ProxyPassAddress is { } address ? Direct(name, address) : null;
        if (main.Upstreams.Find(u => u.Name == name) is { } upstream) return upstream;
        diagnostics.Error(server.ProxyPassLocation, $"'proxy_pass {name}': there is no such upstream. {Names(name)}");
        return null;
    }

    /// <summary>The backend for an upstream under a server block's settings; made on first use.</summary>
    public BackendConfig Get(NginxUpstreamBlock upstream, NginxSettings settings, string frontend)
    {
        var leg = NginxServerLeg.Of(settings);
        if (_bySettings.TryGetValue((upstream, leg), out var known)) return known;

        var name = upstream.Name;
        if (_backends.Exists(b => b.Name == name))
        {
            name = $"{upstream.Name}@{frontend}";
            diagnostics.Notice(
                upstream.Location,
                $"upstream '{upstream.Name}' is used with different proxy settings; '{name}' counts connections and failures by itself.");
        }

        var backend = Build(name, upstream, leg, settings);
        _bySettings.Add((upstream, leg), backend);
        _backends.Add(backend);
        return backend;
    }

    private NginxUpstreamBlock Direct(string name, NginxUpstreamServer address)
    {
        if (_direct.TryGetValue(name, out var known)) return known;
        var upstream = new NginxUpstreamBlock(name, address.Location);
        upstream.Servers.Add(address);
        _direct.Add(name, upstream);
        return upstream;
    }

    private string Names(string wanted)
    {
        var names = main.Upstreams.ConvertAll(u => u.Name);
        if (names.Count == 0) return "This configuration has no upstream; write ADDRESS:PORT, or add one.";
        return $"Upstreams: {string.Join(", ", names)}.{KeywordSuggestion.For(wanted, names)}";
    }

    private BackendConfig Build(string name, NginxUpstreamBlock upstream, NginxServerLeg leg, NginxSettings settings) => new()
    {
        Name = name,
        Location = upstream.Location,
        Servers = NginxServerNames.Expand(upstream, leg),
        Balance = upstream.Balance,
        ServerTimeout = leg.Timeout,
        ConnectTimeout = leg.ConnectTimeout,
        Retry = leg.Retry,
        Source = leg.SourceAddress is null
            ? null
            : new SourceAddressConfig(leg.SourceAddress, leg.SourcePort, leg.SourcePort, leg.Transparent, settings.Bind!.Location),
        TcpKeepAlive = leg.KeepAlive,
        // nginx balances all backups together, where HAProxy uses the first alone.
        UseAllBackups = true,
        Logs = main.ErrorLogs.Count > 0 ? [.. main.ErrorLogs] : [NginxGlobalBuilder.DefaultLog],
    };
}
