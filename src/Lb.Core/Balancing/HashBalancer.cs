using Lb.Configuration.Model;
using Lb.Core.State;

namespace Lb.Core.Balancing;

/// <summary><c>balance source</c> and <c>balance hash</c> with both kinds of <c>hash-type</c>; without a key, servers take turns.</summary>
/// <remarks>HAProxy manual, <c>balance</c>, <c>hash-type</c>, <c>hash-balance-factor</c>. An excluded server's clients go to the next other
/// server of the map or ring. A full server keeps its clients, they wait.</remarks>
public sealed class HashBalancer(BalanceConfig config) : IBalancer
{
    private readonly TurnsBalancer _withoutKey = new(fixedMap: true);

    /// <inheritdoc/>
    public ServerState? Pick(in PickRequest request, BackendSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (snapshot.TotalWeight == 0) return null;
        if (!TryHash(request, out var hash)) return _withoutKey.Pick(request, snapshot);
        return config.HashMethod == HashMethod.Consistent
            ? PickFromRing(request, snapshot, hash)
            : PickFromMap(request, snapshot, hash);
    }

    // With 'source' the configured function does not count, the address is a number already.
    private bool TryHash(in PickRequest request, out uint hash)
    {
        hash = 0;
        if (config.Algorithm == BalanceAlgorithm.Source)
        {
            if (request.ClientAddress is null) return false;
            hash = KeyHash.OfAddress(request.ClientAddress);
        }
        else
        {
            if (!request.HasKey) return false;
            hash = KeyHash.Of(config.HashFunction, request.Key);
        }

        if (config.Avalanche) hash = KeyHash.Avalanche(hash);
        return true;
    }

    private static ServerState? PickFromMap(in PickRequest request, BackendSnapshot snapshot, uint hash)
    {
        var map = snapshot.Map;
        var slot = (int)(hash % (uint)map.Length);
        for (var step = 0; step < map.Length; step++)
        {
            var server = snapshot.Servers[map[(slot + step) % map.Length]];
            if (request.Allows(server)) return server;
        }

        return null;
    }

    private ServerState? PickFromRing(in PickRequest request, BackendSnapshot snapshot, uint hash)
    {
        var ring = snapshot.Ring;
        var position = ring.Nearest(hash);
        ServerState? allowed = null;
        for (var step = 0; step < ring.Count; step++, position = ring.Next(position))
        {
            var index = ring.ServerAt(position);
            var server = snapshot.Servers[index];
            if (!request.Allows(server)) continue;
            if (config.HashBalanceFactor == 0 || snapshot.IsWithinBound(index, config.HashBalanceFactor)) return server;
            allowed ??= server;
        }

        return allowed;
    }
}
