using Lb.Core.Balancing;

namespace Lb.Core.Tests.Balancing;

public sealed class ServerMapTests
{
    [Fact]
    public void InterleavesServers_AsMeasured() =>
        Assert.Equal([0, 0, 1, 2, 0, 0, 2, 0, 1, 2], ServerMap.Build([5, 2, 3]));

    [Fact]
    public void IsTheShortestThatFits_WhenWeightsShareADivisor() => Assert.Equal([0, 1, 1], ServerMap.Build([64, 128]));

    [Fact]
    public void IsEmpty_WhenAllWeightsAreZero() => Assert.Empty(ServerMap.Build([0, 0]));

    [Fact]
    public void EqualsTheFormulaOfTheManual_ForAnyWeights() => Seeded.Check(random =>
    {
        var weights = Seeded.Weights(random);
        var total = weights.Sum();
        var expected = new List<int>();
        var score = new int[weights.Length];
        for (var slot = 0; slot < total; slot++)
        {
            var turns = new int[weights.Length];
            for (var i = 0; i < weights.Length; i++) turns[i] = ((score[i] += weights[i]) + total) / total;
            var best = Enumerable.Range(0, weights.Length).Where(i => weights[i] > 0).MaxBy(i => turns[i]);
            score[best] -= total;
            expected.Add(best);
        }

        // The reduced map stands for the whole one: it repeats.
        var map = ServerMap.Build(weights);
        Assert.Equal(expected, Enumerable.Range(0, total).Select(slot => map[slot % map.Length]));
    });

    [Fact]
    public void SmoothTurnsGiveEachServerItsShare_InEveryPrefix() => Seeded.Check(random =>
    {
        var weights = Seeded.Weights(random);
        double total = weights.Sum();
        var turns = SmoothTurns.Build(weights);
        var given = new int[weights.Length];
        for (var turn = 0; turn < turns.Length; turn++)
        {
            given[turns[turn]]++;
            for (var i = 0; i < weights.Length; i++)
                Assert.InRange(given[i] - ((turn + 1) * weights[i] / total), -weights.Length, weights.Length);
        }

        for (var i = 0; i < weights.Length; i++) Assert.Equal(turns.Length * weights[i] / total, given[i]);
    });

    [Fact]
    public void SmoothTurnsSpreadTheHeavyServer() => Assert.Equal([0, 0, 1, 0, 2, 0, 0], SmoothTurns.Build([5, 1, 1]));
}
