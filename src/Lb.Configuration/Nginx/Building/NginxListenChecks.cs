using System.Net;
using Lb.Configuration.Diagnostics;
using Lb.Configuration.Nginx.Blocks;

namespace Lb.Configuration.Nginx.Building;

/// <summary>What must hold for the listening addresses of all servers together.</summary>
internal static class NginxListenChecks
{
    /// <summary>Reports servers that listen nowhere, and addresses that are listed twice.</summary>
    public static void Check(IEnumerable<NginxServerBlock> servers, ConfigDiagnostics diagnostics)
    {
        var seen = new Dictionary<IPEndPoint, NginxListen>();
        foreach (var server in servers)
        {
            if (!server.HasListen)
                diagnostics.Error(server.Location, "'server' has no 'listen'. Add one, for example 'listen 8883 ssl;'.");
            foreach (var listen in server.Listens.Where(l => !seen.TryAdd(l.Address, l)))
                diagnostics.Error(listen.Location, $"'listen': {listen.Address} is listed at {seen[listen.Address].Location} already. Keep one of the two.");
        }
    }
}
