using FsCheck;
using FsCheck.Fluent;

namespace Lb.Transport.Tests.Reactors;

/// <summary>Runs a property for many seeds; FsCheck prints the one that fails.</summary>
internal static class Seeded
{
    public static void Check(Action<Random> property, int runs = 200) =>
        FsCheck.Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(runs),
            Prop.ForAll<int>(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => property(new Random(seed))));
}
