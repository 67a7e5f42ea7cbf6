using Lb.Broker.Access;
using Lb.Broker.Tests.Subscriptions;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Access;

public sealed class FilterSetsTests
{
    [Theory]
    [InlineData("#", "a/+/b", true)]
    [InlineData("a/#", "a", true)]
    [InlineData("a/#", "a/#", true)]
    [InlineData("a/+", "a/b", true)]
    [InlineData("a/+", "a/+", true)]
    [InlineData("a/+", "a/#", false)]
    [InlineData("a/+", "a", false)]
    [InlineData("a/b", "a/+", false)]
    [InlineData("#", "$SYS/#", false)]
    [InlineData("+/uptime", "$SYS/uptime", false)]
    [InlineData("$SYS/#", "$SYS/broker/+", true)]
    public void Covers_WhenNoNameIsLeftOut(string wide, string narrow, bool covers) => Assert.Equal(covers, FilterSets.Covers(wide, narrow));

    [Theory]
    [InlineData("a/+", "+/b", true)]
    [InlineData("a/#", "+", true)]
    [InlineData("#", "a", true)]
    [InlineData("a/b/#", "a/b", true)]
    [InlineData("a/b", "a/c", false)]
    [InlineData("a/+/c", "a/b", false)]
    [InlineData("#", "$SYS/a", false)]
    [InlineData("$SYS/+", "$SYS/a", true)]
    public void Overlap_WhenOneNameMatchesBoth(string one, string other, bool overlap)
    {
        Assert.Equal(overlap, FilterSets.Overlap(one, other));
        Assert.Equal(overlap, FilterSets.Overlap(other, one));
    }

    [Fact]
    public void AgreesWithTheNamesThatMatch_ForRandomFilters()
    {
        Seeded.Check(random =>
        {
            var (one, other, name) = (RandomTopics.Filter(random), RandomTopics.Filter(random), RandomTopics.Name(random));
            var (matchesOne, matchesOther) = (TopicFilter.Matches(one, name), TopicFilter.Matches(other, name));
            if (FilterSets.Covers(one, other)) Assert.True(matchesOne || !matchesOther, $"{one} covers {other}, but not {name}");
            if (!FilterSets.Overlap(one, other)) Assert.False(matchesOne && matchesOther, $"{one} and {other} both match {name}");
        }, runs: 20_000);
    }
}
