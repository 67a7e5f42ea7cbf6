using Lb.Core.State;
using Lb.Transport.Relaying;

namespace Lb.Proxy.Relaying;

/// <summary><c>on-marked-down shutdown-sessions</c>: ends the relays of a server that is marked down. A relay that starts in the same moment
/// is ended by <see cref="RelayStage"/>.</summary>
public static class MarkedDownShutdown
{
    /// <summary>Ties the servers that have the option to the relay. To be called once.</summary>
    public static void Wire(RuntimeState process, IRelay relay)
    {
        ArgumentNullException.ThrowIfNull(process);
        ArgumentNullException.ThrowIfNull(relay);
        foreach (var backend in process.Backends)
        {
            if (!backend.Servers.Any(IsAskedFor)) continue;
            backend.ServerChanged += change =>
            {
                if (IsAskedFor(change.Server) && IsDown(change.After)) relay.Stop(change.Server.Index);
            };
        }
    }

    private static bool IsAskedFor(ServerState server) => server.Config.ShutdownConnectionsOnMarkedDown;

    private static bool IsDown(ServerStatus status) => status is ServerStatus.Down or ServerStatus.Maintenance;
}
