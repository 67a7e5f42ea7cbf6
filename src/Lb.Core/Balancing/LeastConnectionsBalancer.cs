using Lb.Core.State;

namespace Lb.Core.Balancing;

/// <summary><c>leastconn</c>: fewest connections, waiting ones included, for its weight; equals in turns; full servers passed
/// over.</summary>
public sealed class LeastConnectionsBalancer : IBalancer
{
    private uint _turn = uint.MaxValue;

    /// <inheritdoc/>
    public ServerState? Pick(in PickRequest request, BackendSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var count = snapshot.Servers.Length;
        if (count == 0) return null;
        var start = Interlocked.Increment(ref _turn);
        ServerState? best = null;
        long bestLoad = 0;
        long bestWeight = 1;
        for (uint step = 0; step < count; step++)
        {
            var index = (int)((start + step) % (uint)count);
            var server = snapshot.Servers[index];
            if (!request.AllowsNow(server)) continue;
            var load = Load(server);
            if (best is not null && load * bestWeight >= bestLoad * snapshot.Weights[index]) continue;
            (best, bestLoad, bestWeight) = (server, load, snapshot.Weights[index]);
        }

        return best;
    }

    // The connection to come counts on a busy server only, so that idle servers of any weight are equals, as in HAProxy.
    private static long Load(ServerState server)
    {
        var inFlight = server.Connections.Current + server.Counters.Queue.Current;
        return inFlight == 0 ? 0 : inFlight + 1;
    }
}
