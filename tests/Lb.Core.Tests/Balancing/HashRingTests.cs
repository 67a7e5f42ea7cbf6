using Lb.Core.Balancing;

namespace Lb.Core.Tests.Balancing;

public sealed class HashRingTests
{
    [Fact]
    public void FindsTheNearestPoint_ForAnyHash() => Seeded.Check(random =>
    {
        var weights = Seeded.Weights(random, 5, 4);
        var ids = weights.Select((_, index) => (index * 3) + 1).ToArray();
        var ring = HashRing.Build(ids, weights);
        var points = new List<(uint Key, int Server)>();
        for (var server = 0; server < ids.Length; server++)
        {
            for (var n = 0; n < weights[server] * 16; n++) points.Add((KeyHash.Avalanche((uint)((ids[server] * 4096) + n)), server));
        }

        for (var i = 0; i < 50; i++)
        {
            var hash = (uint)random.NextInt64(uint.MaxValue + 1L);
            var nearest = points.MinBy(point => Math.Min(unchecked(point.Key - hash), unchecked(hash - point.Key)));
            Assert.Equal(nearest.Key, ring.KeyAt(ring.Nearest(hash)));
            Assert.Equal(nearest.Server, ring.ServerAt(ring.Nearest(hash)));
        }
    });

    [Fact]
    public void MovesOnlyClientsOfTheServerThatLeft() => Seeded.Check(random =>
    {
        int[] ids = [1, 2, 3, 4];
        var gone = random.Next(4);
        var before = HashRing.Build(ids, [1, 1, 1, 1]);
        var after = HashRing.Build(ids, [.. ids.Select((_, index) => index == gone ? 0 : 1)]);
        var hash = (uint)random.NextInt64(uint.MaxValue + 1L);
        var server = before.ServerAt(before.Nearest(hash));
        if (server != gone) Assert.Equal(server, after.ServerAt(after.Nearest(hash)));
    });

    [Fact]
    public void WalksRoundAllPoints()
    {
        var ring = HashRing.Build([1, 2], [1, 1]);
        var position = 0;
        for (var i = 0; i < ring.Count; i++) position = ring.Next(position);
        Assert.Equal(0, position);
    }
}
