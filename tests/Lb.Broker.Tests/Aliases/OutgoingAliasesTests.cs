using Lb.Broker.Aliases;

namespace Lb.Broker.Tests.Aliases;

public sealed class OutgoingAliasesTests
{
    [Fact]
    public void GivesEachTopicItsOwn_UntilTheyAreGone()
    {
        var aliases = new OutgoingAliases(maximum: 2);
        Assert.Null(aliases.Find("a"));

        Assert.Equal((ushort?)1, aliases.Free);
        aliases.GiveFree("a");
        Assert.Equal((ushort?)2, aliases.Free);
        aliases.GiveFree("b");

        Assert.Null(aliases.Free);
        Assert.Equal(((ushort?)1, (ushort?)2, null), (aliases.Find("a"), aliases.Find("b"), aliases.Find("c")));
    }

    [Fact]
    public void TellsTopicsApart_ThatDifferInOneCharacter()
    {
        var aliases = new OutgoingAliases(maximum: 2);

        aliases.GiveFree("a");

        Assert.Null(aliases.Find("A"));
    }

    [Fact]
    public void ReachesTheHighestAlias()
    {
        var aliases = new OutgoingAliases(ushort.MaxValue);

        for (var i = 1; i <= ushort.MaxValue; i++) aliases.GiveFree($"{i}");

        Assert.Equal(((ushort?)ushort.MaxValue, null), (aliases.Find("65535"), aliases.Free));
    }
}
