using Lb.Configuration.Diagnostics;
using Lb.Configuration.Nginx.Blocks;

namespace Lb.Configuration.Nginx.Building;

/// <summary>What must hold for an upstream as a whole.</summary>
internal static class NginxUpstreamChecks
{
    /// <summary>Reports an upstream of backups alone, and backups where the method has no use for them.</summary>
    public static void Check(NginxUpstreamBlock upstream, ConfigDiagnostics diagnostics)
    {
        if (upstream.Servers.Count > 0 && upstream.Servers.TrueForAll(s => s.Backup))
            diagnostics.Error(upstream.Location, $"upstream '{upstream.Name}' has backups only. Remove 'backup' from at least one server.");
        if (upstream.Method is not ("hash" or "random")) return;

        foreach (var server in upstream.Servers.Where(s => s.Backup))
        {
            diagnostics.Error(
                server.Location,
                $"'backup' cannot be used with '{upstream.Method}' (line {upstream.MethodLocation!.Line}): it picks among all servers.");
        }
    }
}
