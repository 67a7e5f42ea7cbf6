using Lb.Configuration.HaProxy.Drafts;
using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Building;

/// <summary>Makes the frontend of a <c>frontend</c> or <c>listen</c> section.</summary>
internal static class FrontendBuilder
{
    /// <summary>The frontend; a <c>listen</c> section without <c>default_backend</c> forwards to its own servers.</summary>
    public static FrontendConfig Build(ProxyDraft proxy, ConfigDraft config)
    {
        var settings = proxy.Settings;
        var defaults = new FrontendConfig { Name = proxy.Name, Location = proxy.Location };
        var handshake = settings.Timeout(TimeoutKind.ClientHandshake) ?? defaults.HandshakeTimeout;
        return defaults with
        {
            Mode = proxy.Mode,
            Binds = [.. proxy.Binds.Select(bind => bind with { ProxyHeaderTimeout = handshake, Backlog = bind.Backlog ?? settings.Backlog })],
            MaxConnections = settings.MaxConnections,
            ClientTimeout = settings.Timeout(TimeoutKind.Client),
            HandshakeTimeout = handshake,
            InspectDelay = proxy.InspectDelay,
            ConnectPacketTimeout = settings.Timeout(TimeoutKind.MqttConnect) ?? defaults.ConnectPacketTimeout,
            ConnectionRules = [.. proxy.ConnectionRules],
            ContentRules = [.. proxy.ContentRules],
            UseBackends = [.. proxy.UseBackends],
            DefaultBackend = DefaultBackend(proxy),
            DefaultBackendLocation = settings.DefaultBackend?.Location,
            Log = new ConnectionLogConfig
            {
                Targets = settings.Log.AllTargets(config.Global.Settings.Logs),
                TcpLog = settings.Log.TcpLog,
                DontLogNull = settings.Log.DontLogNull,
            },
            TcpKeepAlive = settings.ClientKeepAlive,
            Stats = proxy.Mode == ProxyMode.Http && settings.Stats is { } stats ? new StatsConfig(stats.Uri, stats.Refresh) : null,
            HttpServices = proxy.Mode == ProxyMode.Http ? [.. proxy.HttpServices.Select(service => service.Value)] : [],
        };
    }

    private static string? DefaultBackend(ProxyDraft proxy) =>
        proxy.Settings.DefaultBackend?.Value ?? (proxy.IsBackend && proxy.Mode == ProxyMode.Tcp ? proxy.Name : null);
}
