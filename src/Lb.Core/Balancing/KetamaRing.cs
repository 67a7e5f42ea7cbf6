using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Lb.Core.Balancing;

/// <summary>Ring of nginx's <c>hash ... consistent</c>: 160 points for each unit of weight, each the CRC-32 of address, port and the
/// point before it; a key belongs to the first point at or after it.</summary>
public sealed class KetamaRing
{
    private const int PointsPerWeight = 160;
    private readonly uint[] _keys;
    private readonly int[] _servers;

    private KetamaRing(uint[] keys, int[] servers)
    {
        _keys = keys;
        _servers = servers;
    }

    /// <summary>Number of points.</summary>
    public int Count => _keys.Length;

    /// <summary>Builds the ring of the servers given, usable or not: a server that is out keeps its points, its clients walk on.</summary>
    /// <param name="servers">Address as written, port and weight of each server.</param>
    public static KetamaRing Build(IReadOnlyList<(string Address, int Port, int Weight)> servers)
    {
        ArgumentNullException.ThrowIfNull(servers);
        var points = new List<ulong>();
        for (var index = 0; index < servers.Count; index++) AddPoints(points, servers[index], index);
        points.Sort();
        return WithoutDuplicates(points);
    }

    /// <summary>Position of the first point at or after <paramref name="hash"/>, the first of all behind the last.</summary>
    public int Find(uint hash)
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

    /// <summary>Position after <paramref name="position"/>.</summary>
    public int Next(int position) => position + 1 == Count ? 0 : position + 1;

    /// <summary>Index of the server at a position.</summary>
    public int ServerAt(int position) => _servers[position];

    private static void AddPoints(List<ulong> points, (string Address, int Port, int Weight) server, int index)
    {
        var name = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{server.Address}\0{server.Port}"));
        var start = Crc32.Update(Crc32.Initial, name);
        Span<byte> previous = stackalloc byte[4];
        previous.Clear();
        for (var point = 0; point < server.Weight * PointsPerWeight; point++)
        {
            var hash = Crc32.Finish(Crc32.Update(start, previous));
            points.Add(((ulong)hash << 32) | (uint)index);
            BinaryPrimitives.WriteUInt32LittleEndian(previous, hash);
        }
    }

    private static KetamaRing WithoutDuplicates(List<ulong> points)
    {
        var keys = new List<uint>(points.Count);
        var servers = new List<int>(points.Count);
        foreach (var point in points)
        {
            var key = (uint)(point >> 32);
            if (keys.Count > 0 && keys[^1] == key) continue;
            keys.Add(key);
            servers.Add((int)(uint)point);
        }

        return new KetamaRing([.. keys], [.. servers]);
    }
}
