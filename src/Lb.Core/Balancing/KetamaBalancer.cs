using Lb.Core.State;

namespace Lb.Core.Balancing;

/// <summary>nginx's <c>hash KEY consistent</c>: the ring keeps the points of servers that are out, and their clients walk on to the
/// next usable point. After 20 misses, or without a key, servers take turns.</summary>
public sealed class KetamaBalancer : IBalancer
{
    private const int MostMisses = 20;
    private readonly TurnsBalancer _withoutKey = new(fixedMap: false);

    /// <inheritdoc/>
    public ServerState? Pick(in PickRequest request, BackendSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (snapshot.Servers.Length == 0) return null;
        var ring = snapshot.Ketama;
        if (!request.HasKey || request.Key.IsEmpty || snapshot.AllActive.Length < 2 || ring.Count == 0)
            return _withoutKey.Pick(request, snapshot);
        var position = ring.Find(Crc32.Of(request.Key));
        for (var miss = 0; miss <= MostMisses; miss++, position = ring.Next(position))
        {
            var server = snapshot.AllActive[ring.ServerAt(position)].Server;
            if (server.IsUsable && request.AllowsNow(server)) return server;
        }

        return _withoutKey.Pick(request, snapshot);
    }
}
