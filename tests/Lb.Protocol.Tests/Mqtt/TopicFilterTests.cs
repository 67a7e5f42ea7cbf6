using Lb.Protocol.Mqtt;

namespace Lb.Protocol.Tests.Mqtt;

public sealed class TopicFilterTests
{
    [Theory]
    // The examples of section 4.7.
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1", true)]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1/ranking", true)]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1/score/wimbledon", true)]
    [InlineData("sport/#", "sport", true)]
    [InlineData("#", "sport/tennis", true)]
    [InlineData("sport/tennis/+", "sport/tennis/player1", true)]
    [InlineData("sport/tennis/+", "sport/tennis/player1/ranking", false)]
    [InlineData("sport/+", "sport", false)]
    [InlineData("sport/+", "sport/", true)]
    [InlineData("+/+", "/finance", true)]
    [InlineData("/+", "/finance", true)]
    [InlineData("+", "/finance", false)]
    [InlineData("#", "$SYS/monitor", false)]
    [InlineData("+/monitor/Clients", "$SYS/monitor/Clients", false)]
    [InlineData("$SYS/#", "$SYS/monitor", true)]
    [InlineData("$SYS/monitor/+", "$SYS/monitor/Clients", true)]
    // What they leave open.
    [InlineData("a", "a", true)]
    [InlineData("a", "A", false)]
    [InlineData("a", "a/", false)]
    [InlineData("a/", "a", false)]
    [InlineData("/a", "a", false)]
    [InlineData("a//b", "a//b", true)]
    [InlineData("a/+/b", "a//b", true)]
    [InlineData("a/b", "a/b/c", false)]
    [InlineData("a/b/c", "a/b", false)]
    [InlineData("+/#", "a", true)]
    [InlineData("+/+/#", "a", false)]
    [InlineData("a/$b", "a/$b", true)]
    [InlineData("a/+", "a/$b", true)]
    [InlineData("/#", "/", true)]
    [InlineData("/#", "a", false)]
    [InlineData("é/+", "é/漢", true)]
    public void Matches_AsSection47Says(string filter, string topic, bool expected) =>
        Assert.Equal(expected, TopicFilter.Matches(filter, topic));

    [Theory]
    [InlineData("#", true)]
    [InlineData("+", true)]
    [InlineData("a/#", true)]
    [InlineData("+/a/+", true)]
    [InlineData("/", true)]
    [InlineData(" ", true)]
    [InlineData("", false)]
    [InlineData("a#", false)]
    [InlineData("#/a", false)]
    [InlineData("a/#/b", false)]
    [InlineData("a+", false)]
    [InlineData("+a", false)]
    [InlineData("a/b+/c", false)]
    [InlineData("##", false)]
    [InlineData("++", false)]
    [InlineData("a\0", false)]
    public void IsValid_AsSection471Says(string filter, bool expected) => Assert.Equal(expected, TopicFilter.IsValid(filter));

    [Theory]
    [InlineData("a", true)]
    [InlineData("/", true)]
    [InlineData("$SYS/a", true)]
    [InlineData("", false)]
    [InlineData("a/+", false)]
    [InlineData("#", false)]
    [InlineData("a\0b", false)]
    public void NameIsValid_WhenItIsNotEmptyAndHoldsNoWildcard(string name, bool expected)
    {
        Assert.Equal(expected, TopicName.IsValid(name));
        Assert.Equal(expected, TopicName.IsValid(System.Text.Encoding.UTF8.GetBytes(name)));
    }

    [Theory]
    [InlineData("x", 65_535, true)]
    [InlineData("x", 65_536, false)]
    [InlineData("\u20ac", 21_845, true)]
    [InlineData("\u20ac", 21_846, false)]
    public void NameIsValid_UpToTheLongestTextOfAPacket(string character, int length, bool expected)
    {
        string name = string.Concat(Enumerable.Repeat(character, length));
        Assert.Equal(expected, TopicName.IsValid(name));
        Assert.Equal(expected, TopicName.IsValid(System.Text.Encoding.UTF8.GetBytes(name)));
    }

    [Theory]
    [InlineData("$share/group/a/+", "group", "a/+")]
    [InlineData("$share/g//", "g", "/")]
    [InlineData("$share/group/#", "group", "#")]
    public void SplitsASharedFilter_WhenItIsWellFormed(string filter, string shareName, string inner)
    {
        Assert.True(TopicFilter.TrySplitShared(filter, out string? foundName, out string? foundInner));
        Assert.Equal((shareName, inner), (foundName, foundInner));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("$share/")]
    [InlineData("$share/group")]
    [InlineData("$share/group/")]
    [InlineData("$share//a")]
    [InlineData("$share/g+/a")]
    [InlineData("$share/#/a")]
    [InlineData("$share/g/a#")]
    [InlineData("$SHARE/g/a")]
    public void RefusesASharedFilter_WhenItIsIllFormed(string filter) => Assert.False(TopicFilter.TrySplitShared(filter, out _, out _));

    [Fact]
    public void MatchesLikeAReference_WhenFilterAndTopicAreRandom() => Seeded.Check(random =>
    {
        string[] levels = ["a", "b", "", "$x"];
        string topic = string.Join('/', Enumerable.Range(0, random.Next(1, 5)).Select(_ => levels[random.Next(4)]));
        string filter = string.Join('/', Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(3) == 0 ? "+" : levels[random.Next(4)]));
        if (random.Next(3) == 0) filter += "/#";
        if (topic.Length == 0 || filter.Length == 0) return;
        Assert.Equal(Reference(filter.Split('/'), topic.Split('/')), TopicFilter.Matches(filter, topic));
    }, runs: 2000);

    private static bool Reference(string[] filter, string[] topic)
    {
        if (topic[0].StartsWith('$') && filter[0] is ("+" or "#")) return false;
        if (filter[^1] == "#")
        {
            int fixedLevels = filter.Length - 1;
            return topic.Length >= fixedLevels && Reference(fixedLevels, filter, topic);
        }
        return filter.Length == topic.Length && Reference(filter.Length, filter, topic);
    }

    private static bool Reference(int levels, string[] filter, string[] topic) =>
        Enumerable.Range(0, levels).All(i => filter[i] == "+" || filter[i] == topic[i]);
}
