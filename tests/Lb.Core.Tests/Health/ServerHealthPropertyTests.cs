using Lb.Core.Health;

namespace Lb.Core.Tests.Health;

public sealed class ServerHealthPropertyTests
{
    [Fact]
    public void FollowsTheRules_ForAnyResults() => Seeded.Check(random =>
    {
        var (rise, fall) = (random.Next(1, 6), random.Next(1, 6));
        var health = new ServerHealth(rise, fall);
        var expected = rise;
        for (var i = 0; i < 100; i++)
        {
            var passed = random.Next(3) > 0;
            var before = expected;

            // Success: one up, and at rise a jump to the top. Failure: one down, and below rise a drop to 0.
            if (passed && expected < rise + fall - 1 && ++expected >= rise) expected = rise + fall - 1;
            if (!passed && expected > 0 && --expected < rise) expected = 0;
            var change = health.Apply(passed);

            Assert.Equal(expected, health.Count);
            Assert.Equal(expected >= rise, health.IsUp);
            Assert.Equal(expected == before, change == HealthChange.None);
            Assert.Equal(before < rise && expected >= rise, change == HealthChange.WentUp);
            Assert.Equal(before >= rise && expected < rise, change == HealthChange.WentDown);
        }
    });
}
