using Lb.Core.State;

namespace Lb.Core.Balancing;

/// <summary><c>first</c>: the server with the lowest id that has a free slot; weights do not count.</summary>
public sealed class FirstBalancer : IBalancer
{
    /// <inheritdoc/>
    public ServerState? Pick(in PickRequest request, BackendSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ServerState? best = null;
        foreach (var server in snapshot.Servers)
        {
            if (best is not null && best.Config.Id <= server.Config.Id) continue;
            if (request.AllowsNow(server)) best = server;
        }

        return best;
    }
}
