using Lb.Configuration.HaProxy.Drafts;
using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Building;

/// <summary>Makes the backend of a <c>backend</c> or <c>listen</c> section.</summary>
internal static class BackendBuilder
{
    /// <summary>The backend. Content rules of a <c>listen</c> section run in its frontend.</summary>
    public static BackendConfig Build(ProxyDraft proxy, ConfigDraft config)
    {
        var settings = proxy.Settings;
        return new BackendConfig
        {
            Name = proxy.Name,
            Location = proxy.Location,
            Servers = ServerIds.Assign(proxy.Servers),
            Balance = settings.Balance,
            ServerTimeout = settings.Timeout(TimeoutKind.Server),
            ConnectTimeout = settings.Timeout(TimeoutKind.Connect),
            TunnelTimeout = settings.Timeout(TimeoutKind.Tunnel),
            QueueTimeout = settings.Timeout(TimeoutKind.Queue),
            CheckTimeout = settings.Timeout(TimeoutKind.Check),
            Retry = settings.Retry,
            Source = settings.Source,
            StickTable = proxy.StickTable,
            StickRules = [.. proxy.StickRules],
            ContentRules = proxy.IsFrontend ? [] : [.. proxy.ContentRules],
            InspectDelay = proxy.IsFrontend ? null : proxy.InspectDelay,
            CheckMethod = settings.Check.Method,
            LogHealthChecks = settings.Check.LogResults,
            TcpKeepAlive = settings.ServerKeepAlive,
            UseAllBackups = settings.UseAllBackups,
            Logs = settings.Log.AllTargets(config.Global.Settings.Logs),
        };
    }
}
