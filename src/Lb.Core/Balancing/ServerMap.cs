using System.Collections.Immutable;

namespace Lb.Core.Balancing;

/// <summary>Fixed map of map-based hashing and <c>static-rr</c>: one slot for each unit of weight, servers interleaved as HAProxy
/// does.</summary>
public static class ServerMap
{
    /// <summary>Builds the map.</summary>
    /// <param name="weights">Weight of each server, not negative; weights are reduced by their greatest common divisor.</param>
    /// <returns>Index of the server in each slot; empty where all weights are 0.</returns>
    /// <remarks>HAProxy manual, <c>hash-type map-based</c>. For each slot every server earns its weight, and the first of those with
    /// most whole
    /// turns pays one turn (the total weight).</remarks>
    public static ImmutableArray<int> Build(ReadOnlySpan<int> weights)
    {
        var reduced = Reduce(weights);
        var total = reduced.Sum();
        var score = new int[reduced.Length];
        var slots = ImmutableArray.CreateBuilder<int>(total);
        for (var slot = 0; slot < total; slot++)
        {
            var best = Earn(reduced, score, total);
            score[best] -= total;
            slots.Add(best);
        }

        return slots.MoveToImmutable();
    }

    internal static int[] Reduce(ReadOnlySpan<int> weights)
    {
        var divisor = 0;
        foreach (var weight in weights) divisor = GreatestCommonDivisor(divisor, weight);
        var reduced = weights.ToArray();
        if (divisor < 2) return reduced;
        for (var i = 0; i < reduced.Length; i++) reduced[i] /= divisor;
        return reduced;
    }

    private static int Earn(int[] weights, int[] score, int total)
    {
        var best = 0;
        var most = int.MinValue;
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] == 0) continue;
            score[i] += weights[i];
            var turns = (score[i] + total) / total;
            if (turns <= most) continue;
            most = turns;
            best = i;
        }

        return best;
    }

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
