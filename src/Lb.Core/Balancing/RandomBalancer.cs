using Lb.Core.State;

namespace Lb.Core.Balancing;

/// <summary><c>random(N)</c>: N servers drawn by weight, and of these the one with fewest connections for its weight.
/// Where that one is full the connection waits for any slot.</summary>
public sealed class RandomBalancer(int draws, RandomSource random) : IBalancer
{
    /// <inheritdoc/>
    public ServerState? Pick(in PickRequest request, BackendSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (snapshot.TotalWeight == 0) return null;
        var best = -1;
        for (var draw = 0; draw < draws; draw++)
        {
            var drawn = FirstAllowed(request, snapshot, Draw(snapshot));
            if (drawn < 0) return null;
            if (best < 0 || IsLessLoaded(snapshot, drawn, best)) best = drawn;
        }

        return snapshot.Servers[best].HasFreeSlot ? snapshot.Servers[best] : null;
    }

    private int Draw(BackendSnapshot snapshot)
    {
        var point = random.Next(snapshot.TotalWeight);
        var index = 0;
        while (point >= snapshot.Weights[index]) point -= snapshot.Weights[index++];
        return index;
    }

    private static int FirstAllowed(in PickRequest request, BackendSnapshot snapshot, int start)
    {
        for (var step = 0; step < snapshot.Servers.Length; step++)
        {
            var index = (start + step) % snapshot.Servers.Length;
            if (request.Allows(snapshot.Servers[index])) return index;
        }

        return -1;
    }

    private static bool IsLessLoaded(BackendSnapshot snapshot, int a, int b) =>
        (long)snapshot.Servers[a].Connections.Current * snapshot.Weights[b]
        < (long)snapshot.Servers[b].Connections.Current * snapshot.Weights[a];
}
