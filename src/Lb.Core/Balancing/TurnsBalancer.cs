using Lb.Core.State;

namespace Lb.Core.Balancing;

/// <summary><c>roundrobin</c> and <c>static-rr</c>: servers in turns by weight, full ones passed over.</summary>
/// <param name="fixedMap">True: the order of the fixed map (<c>static-rr</c>). False: the smoothest order (<c>roundrobin</c>).</param>
public sealed class TurnsBalancer(bool fixedMap) : IBalancer
{
    private uint _turn = uint.MaxValue;

    /// <inheritdoc/>
    public ServerState? Pick(in PickRequest request, BackendSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var turns = fixedMap ? snapshot.Map : snapshot.Turns;
        if (turns.IsEmpty) return null;
        var start = Interlocked.Increment(ref _turn);
        for (uint skipped = 0; skipped < turns.Length; skipped++)
        {
            var server = snapshot.Servers[turns[(int)((start + skipped) % (uint)turns.Length)]];
            if (request.AllowsNow(server)) return server;
        }

        return null;
    }
}
