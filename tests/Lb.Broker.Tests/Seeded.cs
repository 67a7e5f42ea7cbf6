using FsCheck;
using FsCheck.Fluent;

namespace Lb.Broker.Tests;

/// <summary>Properties of sequences of steps: each run draws its steps from a random number generator, whose seed a failure prints.</summary>
internal static class Seeded
{
    public static void Check(Action<System.Random> property, int runs = 300) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => property(new System.Random(seed)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(runs));
}
