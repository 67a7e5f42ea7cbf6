using System.Collections.Immutable;

namespace Lb.Core.Balancing;

/// <summary>The order of <c>roundrobin</c>: each server as often as its weight says, spread as evenly as can be.</summary>
public static class SmoothTurns
{
    /// <summary>One full round.</summary>
    /// <param name="weights">Weight of each server, not negative; weights are reduced by their greatest common divisor.</param>
    /// <returns>Indexes of servers in order; empty where all weights are 0.</returns>
    public static ImmutableArray<int> Build(ReadOnlySpan<int> weights)
    {
        var reduced = ServerMap.Reduce(weights);
        var total = reduced.Sum();
        var credit = new int[reduced.Length];
        var turns = ImmutableArray.CreateBuilder<int>(total);
        for (var turn = 0; turn < total; turn++)
        {
            var best = Credit(reduced, credit);
            credit[best] -= total;
            turns.Add(best);
        }

        return turns.MoveToImmutable();
    }

    private static int Credit(int[] weights, int[] credit)
    {
        var best = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            credit[i] += weights[i];
            if (credit[i] > credit[best]) best = i;
        }

        return best;
    }
}
