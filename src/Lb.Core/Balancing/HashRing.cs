namespace Lb.Core.Balancing;

/// <summary>Ring of <c>hash-type consistent</c>: 16 points for each unit of weight, and the nearest point wins, whichever side it is
/// on.</summary>
/// <remarks>HAProxy manual, <c>hash-type consistent</c>. Point n of the server with id p lies at the avalanche hash of p * 4096 +
/// n.</remarks>
public sealed class HashRing
{
    /// <summary>Points for each unit of weight.</summary>
    public const int PointsPerWeight = 16;

    private const int IdRange = 4096;
    private readonly uint[] _keys;
    private readonly int[] _servers;

    private HashRing(uint[] keys, int[] servers)
    {
        _keys = keys;
        _servers = servers;
    }

    /// <summary>Number of points.</summary>
    public int Count => _keys.Length;

    /// <summary>Builds the ring.</summary>
    /// <param name="ids">Id of each server (<c>id</c>, or its position from 1).</param>
    /// <param name="weights">Weight of each server, 0 to 256.</param>
    public static HashRing Build(ReadOnlySpan<int> ids, ReadOnlySpan<int> weights)
    {
        var total = 0;
        foreach (var weight in weights) total += weight * PointsPerWeight;
        var keys = new uint[total];
        var servers = new int[total];
        var at = 0;
        for (var server = 0; server < ids.Length; server++)
        {
            for (var point = 0; point < weights[server] * PointsPerWeight; point++, at++)
            {
                keys[at] = KeyHash.Avalanche(unchecked((uint)((ids[server] * IdRange) + point)));
                servers[at] = server;
            }
        }

        return Sorted(keys, servers);
    }

    /// <summary>Point nearest to <paramref name="hash"/>; of two equally near ones, the one before it.</summary>
    /// <returns>Position, 0 to <see cref="Count"/> - 1. The ring must not be empty.</returns>
    public int Nearest(uint hash)
    {
        var next = FirstAtOrAfter(hash);
        var previous = next == 0 ? Count - 1 : next - 1;
        var forward = unchecked(_keys[next] - hash);
        var back = unchecked(hash - _keys[previous]);
        return back <= forward ? previous : next;
    }

    /// <summary>Position after <paramref name="position"/>.</summary>
    public int Next(int position) => position + 1 == Count ? 0 : position + 1;

    /// <summary>Index of the server at a position.</summary>
    public int ServerAt(int position) => _servers[position];

    /// <summary>Place of a position on the ring.</summary>
    public uint KeyAt(int position) => _keys[position];

    // Points that coincide stay in server order, so that the result does not depend on the sort.
    private static HashRing Sorted(uint[] keys, int[] servers)
    {
        var composite = new ulong[keys.Length];
        for (var i = 0; i < keys.Length; i++) composite[i] = ((ulong)keys[i] << 32) | (uint)i;
        Array.Sort(composite);
        var sortedServers = new int[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = (uint)(composite[i] >> 32);
            sortedServers[i] = servers[(int)(uint)composite[i]];
        }

        return new HashRing(keys, sortedServers);
    }

    private int FirstAtOrAfter(uint hash)
    {
        var low = 0;
        var high = Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_keys[middle] < hash) low = middle + 1;
            else high = middle;
        }

        return low == Count ? 0 : low;
    }
}
