using Lb.Configuration.HaProxy.Drafts;
using Lb.Configuration.HaProxy.Values;
using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Building;

/// <summary>Judges a section as a whole, once all of its lines are read.</summary>
internal sealed class ProxyChecks(ConfigDraft config)
{
    /// <summary>Adds the messages of one section.</summary>
    public void Check(ProxyDraft proxy)
    {
        if (proxy.IsFrontend)
            CheckFrontend(proxy);
        if (proxy.IsBackend)
            CheckBackend(proxy);
        CheckMissingTimeouts(proxy);
    }

    private void CheckFrontend(ProxyDraft proxy)
    {
        var settings = proxy.Settings;
        var forwards = settings.DefaultBackend is not null || proxy.UseBackends.Count > 0 || proxy.ServerLines > 0;
        if (proxy.BindLines == 0)
            Warn(proxy.Location, proxy, "has no 'bind' line, so no client can reach it.");
        if (proxy.Mode == ProxyMode.Http)
            CheckHttp(proxy, forwards);
        else
            CheckTcp(proxy, forwards);
    }

    private void CheckTcp(ProxyDraft proxy, bool forwards)
    {
        if (proxy.Settings.Stats is { } stats)
            Warn(stats.Location, proxy, "is not in HTTP mode, so its 'stats' lines are ignored. Write 'mode http', in a frontend of their own.");
        foreach (var service in proxy.HttpServices)
            Warn(service.Location, proxy, "is not in HTTP mode, so 'http-request use-service' is ignored. Write 'mode http', in a frontend of its own.");
        if (proxy.BindLines > 0 && !forwards)
            Warn(proxy.Location, proxy, "has no default_backend, no use_backend and no server: every connection is closed.");
    }

    private void CheckHttp(ProxyDraft proxy, bool forwards)
    {
        if (forwards)
            config.Diagnostics.Error(
                proxy.Location,
                $"{proxy.Title} is in HTTP mode and forwards; this version serves statistics and metrics over HTTP, and forwards in TCP mode only. "
                + "Write 'mode tcp', or keep HAProxy for this section.");
        else if (proxy.Settings.Stats is null && proxy.HttpServices.Count == 0)
            Warn(proxy.Location, proxy, "is in HTTP mode but serves nothing. Add 'stats enable' or 'http-request use-service prometheus-exporter'.");
    }

    private void CheckBackend(ProxyDraft proxy)
    {
        var check = proxy.Settings.Check;
        if (proxy.Mode == ProxyMode.Http && !proxy.IsFrontend && proxy.ServerLines > 0)
            Warn(proxy.Location, proxy, "is in HTTP mode, but its bytes are relayed as they are; nothing of HTTP is looked at.");
        if (check.Steps.Length > 0 && !check.UsesScript)
            Warn(check.Steps[0].Location, proxy, "has 'tcp-check' steps that never run, since 'option tcp-check' is missing or replaced.");
        foreach (var server in proxy.Servers)
            CheckInterval(proxy, server);
    }

    private void CheckInterval(ProxyDraft proxy, ServerConfig server)
    {
        var timeout = proxy.Settings.Timeouts.GetValueOrDefault(TimeoutKind.Connect);
        if (server.Check is not { } check || timeout is null || timeout.Value <= check.Interval)
            return;
        if (check.Interval < TimeSpan.FromSeconds(1))
            Warn(server.Location, proxy,
                $"checks '{server.Name}' each {DurationText.Format(check.Interval)}; a server that answers later counts as down. Raise 'inter'.");
    }

    private void CheckMissingTimeouts(ProxyDraft proxy)
    {
        var settings = proxy.Settings;
        var hasServers = proxy.IsBackend && proxy.ServerLines > 0;
        var missing = new List<string>();
        if (proxy.IsFrontend && proxy.BindLines > 0 && settings.Timeout(TimeoutKind.Client) is null)
            missing.Add("'timeout client'");
        if (hasServers && settings.Timeout(TimeoutKind.Connect) is null)
            missing.Add("'timeout connect'");
        if (hasServers && settings.Timeout(TimeoutKind.Server) is null && settings.Timeout(TimeoutKind.Tunnel) is null)
            missing.Add("'timeout server'");
        if (missing.Count > 0)
            Warn(proxy.Location, proxy,
                $"has no {string.Join(" and no ", missing)}: a client or server that vanishes keeps its connection for ever. Set the time, here or in 'defaults'.");
    }

    private void Warn(SourceLocation location, ProxyDraft proxy, string message) =>
        config.Diagnostics.Warning(location, $"{proxy.Title} {message}");
}
