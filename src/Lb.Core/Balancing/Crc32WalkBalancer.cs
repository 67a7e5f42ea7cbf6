using System.Buffers.Text;
using Lb.Core.State;

namespace Lb.Core.Balancing;

/// <summary>nginx's <c>hash KEY</c>: the key's CRC-32 walks over the weights of all servers, down ones too, so that only the clients
/// of a server that is out move. After 20 misses, or without a key, servers take turns.</summary>
public sealed class Crc32WalkBalancer : IBalancer
{
    private const int MostMisses = 20;
    private readonly TurnsBalancer _withoutKey = new(fixedMap: false);

    /// <inheritdoc/>
    public ServerState? Pick(in PickRequest request, BackendSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (snapshot.Servers.Length == 0) return null;
        var all = snapshot.AllActive;
        if (!request.HasKey || request.Key.IsEmpty || all.Length < 2 || snapshot.AllActiveWeight == 0)
            return _withoutKey.Pick(request, snapshot);
        uint hash = 0;
        for (uint attempt = 0; attempt <= MostMisses; attempt++)
        {
            hash += HashOf(request.Key, attempt);
            var server = ServerAt(snapshot, hash % (uint)snapshot.AllActiveWeight);
            if (server.IsUsable && request.AllowsNow(server)) return server;
        }

        return _withoutKey.Pick(request, snapshot);
    }

    private static uint HashOf(ReadOnlySpan<byte> key, uint attempt)
    {
        var register = Crc32.Initial;
        if (attempt > 0)
        {
            Span<byte> digits = stackalloc byte[10];
            Utf8Formatter.TryFormat(attempt, digits, out var length);
            register = Crc32.Update(register, digits[..length]);
        }

        return (Crc32.Finish(Crc32.Update(register, key)) >> 16) & 0x7FFF;
    }

    private static ServerState ServerAt(BackendSnapshot snapshot, uint point)
    {
        var index = 0;
        while (point >= (uint)snapshot.AllActive[index].Weight) point -= (uint)snapshot.AllActive[index++].Weight;
        return snapshot.AllActive[index].Server;
    }
}
