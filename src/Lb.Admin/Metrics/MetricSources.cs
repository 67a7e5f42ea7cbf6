using Lb.Admin.Logging;
using Lb.Core.State;

namespace Lb.Admin.Metrics;

/// <summary>Where the values of a scrape come from.</summary>
/// <param name="State">The running balancer.</param>
/// <param name="Logs">Its log targets.</param>
/// <param name="Version">Version of the program.</param>
/// <param name="LeaveOutMaintenance">Whether servers in maintenance are left out, <c>?no-maint</c>.</param>
public sealed record MetricSources(RuntimeState State, LogRouter Logs, string Version, bool LeaveOutMaintenance = false)
{
    /// <summary>The servers of a backend that the scrape is about.</summary>
    public IEnumerable<ServerState> ServersOf(BackendState backend)
    {
        ArgumentNullException.ThrowIfNull(backend);
        return LeaveOutMaintenance ? backend.Servers.Where(server => server.Status != ServerStatus.Maintenance) : backend.Servers;
    }
}
