using System.Globalization;

namespace Lb.Transport.Tests.Reactors.Relaying;

public sealed class RelayFuzzTests
{
    /// <summary>Runs of the fuzzer; more than the default find more: <c>MQLB_FUZZ_RUNS=1000000</c>.</summary>
    private const string RunsVariable = "MQLB_FUZZ_RUNS";

    /// <summary>One seed to run instead: <c>MQLB_FUZZ_SEED=1684044702</c>.</summary>
    private const string SeedVariable = "MQLB_FUZZ_SEED";

    [Fact]
    public void DeliversEveryByteOnce_WhateverHappens()
    {
        if (Variable(SeedVariable) is { } seed) RelayFuzz.Run(new Random(seed));
        else Seeded.Check(RelayFuzz.Run, Variable(RunsVariable) ?? 2_000);
    }

    /// <summary>Seeds that failed once.</summary>
    [Theory]
    [InlineData(101528689)]
    [InlineData(50432904)]
    [InlineData(1717058873)]
    [InlineData(944966572)]
    [InlineData(2049462008)]
    [InlineData(1367016563)]
    [InlineData(1385667026)]
    public void DeliversEveryByteOnce_WhereItOnceDidNot(int seed) => RelayFuzz.Run(new Random(seed));

    private static int? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : null;
}
