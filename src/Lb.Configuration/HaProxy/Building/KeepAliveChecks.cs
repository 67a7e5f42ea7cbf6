using Lb.Configuration.HaProxy.Drafts;
using Lb.Configuration.HaProxy.Values;
using Lb.Configuration.Model;

namespace Lb.Configuration.HaProxy.Building;

/// <summary>Warns of timeouts that close quiet MQTT clients: with a keep-alive of 60 s, the usual one, a client may be silent for 60 s, and
/// brokers wait one and a half times as long (MQTT 3.1.1 section 3.1.2.10).</summary>
internal sealed class KeepAliveChecks(ConfigDraft config)
{
    private static readonly TimeSpan Needed = TimeSpan.FromSeconds(90);
    private readonly HashSet<SourceLocation> _reported = [];

    /// <summary>Judges every pair of frontend and backend; each timeout line is reported once.</summary>
    public void Check()
    {
        foreach (var frontend in config.Proxies.Where(proxy => proxy is { IsFrontend: true, Mode: ProxyMode.Tcp }))
        {
            foreach (var backend in BackendsOf(frontend))
                Check(frontend.Settings, backend.Settings);
        }
    }

    private IEnumerable<ProxyDraft> BackendsOf(ProxyDraft frontend)
    {
        var names = frontend.UseBackends.Select(rule => rule.Backend).Append(frontend.Settings.DefaultBackend?.Value ?? frontend.Name);
        return config.Proxies.Where(proxy => proxy.IsBackend && proxy.ServerLines > 0 && names.Contains(proxy.Name));
    }

    private void Check(ProxySettings frontend, ProxySettings backend)
    {
        if (backend.Timeouts.GetValueOrDefault(TimeoutKind.Tunnel) is { } tunnel)
        {
            Report("timeout tunnel", tunnel);
            return;
        }

        Report("timeout client", frontend.Timeouts.GetValueOrDefault(TimeoutKind.Client));
        Report("timeout server", backend.Timeouts.GetValueOrDefault(TimeoutKind.Server));
    }

    private void Report(string name, Located<TimeSpan>? timeout)
    {
        if (timeout is null || timeout.Value >= Needed || !_reported.Add(timeout.Location))
            return;
        config.Diagnostics.Warning(
            timeout.Location,
            $"'{name} {DurationText.Format(timeout.Value)}' closes MQTT clients that are merely quiet: with the usual keep-alive of 60s a client "
            + "may be silent for a minute, and brokers allow 90s. Raise it above one and a half times the longest keep-alive, or set 'timeout tunnel'.");
    }
}
