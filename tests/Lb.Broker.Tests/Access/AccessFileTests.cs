using Lb.Broker.Access;

namespace Lb.Broker.Tests.Access;

public sealed class AccessFileTests
{
    private const string Text = """
        # clients without a name
        topic read public/#
        topic write inbox

        user ann
        topic data/+
        topic deny data/secret
        topic read a topic with spaces
        user bob
        pattern readwrite clients/%c/#
        pattern write users/%u
        """;

    private readonly List<string> _errors = [];

    [Theory]
    [InlineData(null, "public/x", true, false)]
    [InlineData(null, "inbox", false, true)]
    [InlineData(null, "data/x", false, false)]
    [InlineData("ann", "data/x", true, true)]
    [InlineData("ann", "data/secret", false, false)]
    [InlineData("ann", "a topic with spaces", true, false)]
    [InlineData("ann", "public/x", false, false)]
    [InlineData("ann", "users/ann", false, true)]
    [InlineData("bob", "data/x", false, false)]
    [InlineData("bob", "clients/c1/x", true, true)]
    [InlineData("bob", "clients/c2/x", false, false)]
    [InlineData(null, "users/", false, false)]
    public void AllowsWhatTheRulesOfTheUserSay(string? user, string topic, bool read, bool write)
    {
        var rights = AccessFile.Parse(Text, "acl", _errors).RightsOf(user, "c1")!;

        Assert.Empty(_errors);
        Assert.Equal((read, write), (rights.MayReceive(topic), rights.MayPublish(topic)));
    }

    [Theory]
    [InlineData("+")]
    [InlineData("#")]
    [InlineData("a/b")]
    public void FillsInNoNameThatReachesFurther(string name)
    {
        var rights = AccessFile.Parse("pattern clients/%c/#\npattern users/%u", "acl", _errors).RightsOf(name, name)!;

        Assert.False(rights.MaySubscribe($"clients/{name}/#"));
        Assert.False(rights.MayPublish("users/other"));
    }

    [Theory]
    [InlineData("data/+", true)]
    [InlineData("data/secret", false)]
    [InlineData("#", true)]
    [InlineData("+/x", true)]
    [InlineData("other/#", false)]
    [InlineData("$share/g/data/x", true)]
    [InlineData("$share/g/data/secret", false)]
    public void GrantsASubscription_ThatCanBringSomething(string filter, bool granted) =>
        Assert.Equal(granted, AccessFile.Parse(Text, "acl", _errors).RightsOf("ann", "c1")!.MaySubscribe(filter));

    [Fact]
    public void DeniesOnTopOfEverything_WhenTheRuleIsForAll()
    {
        var list = AccessList.Everything with { ForAll = [new AccessRule(false, AccessKind.Read, "secret/#")] };

        var rights = list.RightsOf(null, "c1")!;

        Assert.False(rights.MaySubscribe("secret/a"));
        Assert.True(rights.MaySubscribe("#"));
        Assert.False(rights.MayReceive("secret/a"));
        Assert.True(rights.MayPublish("secret/a"));
        Assert.True(rights.MayReceive("a"));
    }

    [Fact]
    public void IsNoListAtAll_WhenEverythingIsAllowed() => Assert.Null(AccessList.Everything.RightsOf("ann", "c1"));

    [Theory]
    [InlineData("user", "acl:2: 'user' needs a name")]
    [InlineData("topics a", "acl:2: 'topics' is none of user, topic, pattern")]
    [InlineData("topic read a/#/b", "acl:2: 'a/#/b' is no topic filter")]
    [InlineData("topic read", "acl:2: '' is no topic filter")]
    public void NamesLineAndMistake(string line, string error)
    {
        AccessFile.Parse("topic a\n" + line, "acl", _errors);

        Assert.StartsWith(error, Assert.Single(_errors), StringComparison.Ordinal);
    }
}
