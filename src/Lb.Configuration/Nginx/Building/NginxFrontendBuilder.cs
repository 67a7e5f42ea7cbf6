using Lb.Configuration.Diagnostics;
using Lb.Configuration.Model;
using Lb.Configuration.Nginx.Blocks;

namespace Lb.Configuration.Nginx.Building;

/// <summary>Frontends: one for each server block that listens and forwards.</summary>
internal sealed class NginxFrontendBuilder(NginxMainBlock main, ConfigDiagnostics diagnostics)
{
    private readonly NginxBackendBuilder _backends = new(main, diagnostics);
    private readonly NginxTlsBuilder _tls = new(diagnostics);
    private readonly List<FrontendConfig> _frontends = [];

    /// <summary>Frontends in file order.</summary>
    public IReadOnlyList<FrontendConfig> Frontends => _frontends;

    /// <summary>Backends that the frontends use.</summary>
    public IReadOnlyList<BackendConfig> Backends => _backends.Backends;

    /// <summary>Adds the frontend of a server block.</summary>
    public void Add(NginxServerBlock server)
    {
        var settings = server.Settings.Over(main.StreamSettings);
        var tls = _tls.Build(server, settings);
        if (_backends.Find(server) is not { } upstream) return;
        CheckPreread(server, settings, upstream);
        if (server.Listens.Count == 0) return;

        var name = Name(server);
        _frontends.Add(Build(server, settings, tls, name, _backends.Get(upstream, settings, name).Name));
    }

    private static FrontendConfig Build(NginxServerBlock server, NginxSettings settings, BindTlsConfig? tls, string name, string backend)
    {
        var frontend = new FrontendConfig
        {
            Name = name,
            Location = server.Location,
            Binds = [.. server.Listens.Select(listen => Bind(listen, settings, tls))],
            ClientTimeout = settings.ProxyTimeout ?? NginxServerLeg.DefaultTimeout,
            HandshakeTimeout = settings.HandshakeTimeout ?? TimeSpan.FromSeconds(60),
            ConnectionRules = [.. settings.AddressRules ?? []],
            DefaultBackend = backend,
            DefaultBackendLocation = server.ProxyPassLocation,
            Log = new ConnectionLogConfig { Targets = [.. settings.AccessLogs ?? []], TcpLog = true },
            TcpKeepAlive = server.Listens.Exists(l => l.KeepAlive),
        };
        return settings.MqttPreread == true
            ? frontend with { ConnectPacketTimeout = settings.PrereadTimeout ?? TimeSpan.FromSeconds(30) }
            : frontend;
    }

    private static BindConfig Bind(NginxListen listen, NginxSettings settings, BindTlsConfig? tls) => new()
    {
        Address = listen.Address,
        DualStack = listen.DualStack,
        Location = listen.Location,
        Tls = listen.Tls ? tls : null,
        AcceptProxy = listen.AcceptProxy,
        DeferAccept = listen.DeferAccept,
        ProxyHeaderTimeout = settings.ProxyHeaderTimeout ?? TimeSpan.FromSeconds(30),
        Backlog = listen.Backlog,
    };

    private string Name(NginxServerBlock server)
    {
        var address = server.Listens[0].Address.ToString();
        if (server.StatusZone is not { } zone) return address;
        return _frontends.Exists(f => f.Name == zone) ? $"{zone}@{address}" : zone;
    }

    private void CheckPreread(NginxServerBlock server, NginxSettings settings, NginxUpstreamBlock upstream)
    {
        var preread = settings.MqttPreread == true;
        var needed = upstream.Balance.Key?.NeedsPayload == true;
        if (needed && !preread)
        {
            diagnostics.Error(
                server.ProxyPassLocation,
                $"upstream '{upstream.Name}' hashes '{upstream.Balance.Key!.Text}', which is empty without 'mqtt_preread on;' in this server.");
        }

        if (preread && !needed)
            diagnostics.Notice(server.Location, "'mqtt_preread on' is not needed here: no 'hash' uses the CONNECT, so nothing waits for it.");
        if (!preread && (server.Settings.PrereadBufferSize is not null || server.Settings.PrereadTimeout is not null))
            diagnostics.Warning(server.Location, "'preread_buffer_size' and 'preread_timeout' have no effect without 'mqtt_preread on'.");
    }
}
