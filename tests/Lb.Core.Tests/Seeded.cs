using FsCheck;
using FsCheck.Fluent;

namespace Lb.Core.Tests;

/// <summary>Runs a property for many seeds; FsCheck prints the one that fails.</summary>
internal static class Seeded
{
    public static void Check(Action<Random> property, int runs = 200) =>
        FsCheck.Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(runs),
            Prop.ForAll<int>(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => property(new Random(seed))));

    public static int[] Weights(Random random, int mostServers = 8, int mostWeight = 20)
    {
        var weights = Enumerable.Range(0, random.Next(1, mostServers + 1)).Select(_ => random.Next(mostWeight + 1)).ToArray();
        if (weights.Sum() == 0) weights[0] = 1;
        return weights;
    }
}
