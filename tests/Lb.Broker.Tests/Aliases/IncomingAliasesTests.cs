using Lb.Broker.Aliases;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Aliases;

public sealed class IncomingAliasesTests
{
    private readonly IncomingAliases _aliases = new(maximum: 2);

    [Fact]
    public void GivesTheTopic_WhenThereIsNoAlias() => Assert.Equal((null, "a"), Resolve("a", null));

    [Fact]
    public void GivesTheTopicThatWasLastNamedWithTheAlias_WhenThePublishHasNone()
    {
        Assert.Equal((null, "a"), Resolve("a", 1));
        Assert.Equal((null, "b"), Resolve("b", 2));
        Assert.Equal((null, "a"), Resolve("", 1));
        Assert.Equal((null, "c"), Resolve("c", 1));
        Assert.Equal((null, "c"), Resolve("", 1));
        Assert.Equal((null, "b"), Resolve("", 2));
    }

    [Theory]
    [InlineData("a", 3, ReasonCode.TopicAliasInvalid)]
    [InlineData("", 3, ReasonCode.TopicAliasInvalid)]
    [InlineData("", 2, ReasonCode.ProtocolError)]
    public void NamesTheReason_WhenTheAliasIsTooHighOrWasNeverSet(string topic, int alias, ReasonCode reason)
    {
        Resolve("a", 1);

        Assert.Equal(reason, Resolve(topic, (ushort)alias).Reason);
    }

    [Fact]
    public void TakesNone_WhenNoneIsAllowed()
    {
        var publish = new PublishPacket { Topic = "a", Properties = new PublishProperties { TopicAlias = 1 } };

        Assert.Equal(ReasonCode.TopicAliasInvalid, new IncomingAliases(maximum: 0).Resolve(publish, out _));
    }

    private (ReasonCode? Reason, string Topic) Resolve(string topic, ushort? alias)
    {
        var reason = _aliases.Resolve(new PublishPacket { Topic = topic, Properties = new PublishProperties { TopicAlias = alias } }, out var resolved);
        return (reason, resolved);
    }
}
