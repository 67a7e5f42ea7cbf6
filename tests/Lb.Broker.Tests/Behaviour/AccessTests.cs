using Lb.Broker.Access;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Behaviour;

public sealed class AccessTests : BrokerTest
{
    private static readonly AccessRule NoReading = new(false, AccessKind.Read, "secret/#");
    private static readonly AccessRule NotYours = new(false, AccessKind.Read, "others");
    private static readonly AccessRule NoWriting = new(false, AccessKind.Write, "locked");

    public AccessTests() => Broker = new TestBroker(options => options with
    {
        Access = AccessList.Everything with { ForAll = [NoReading, NoWriting], ForAnonymous = [NotYours] },
    });

    [Theory]
    [InlineData(MqttProtocolVersion.V311, "secret/plans", ReasonCode.UnspecifiedError)]
    [InlineData(MqttProtocolVersion.V5, "secret/plans", ReasonCode.UnspecifiedError)]
    [InlineData(MqttProtocolVersion.V311, "others", ReasonCode.UnspecifiedError)]
    [InlineData(MqttProtocolVersion.V5, "others", ReasonCode.NotAuthorized)]
    public async Task RefusesAFilter_WithTheCodeOfTheVersionAndTheRule(MqttProtocolVersion version, string filter, ReasonCode refused)
    {
        await using var line = await Broker.ConnectAsync(Connect(version));

        Assert.Equal([refused], (await line.SubscribeAsync(filter)).ReasonCodes);
        Assert.Equal([ReasonCode.Success], (await line.SubscribeAsync("public")).ReasonCodes);
    }

    [Fact]
    public async Task KeepsBackWhatTheSubscriberMayNotGet_WhenItsFilterMatchesMore()
    {
        await using var line = await Broker.ConnectAsync("me");
        await line.PublishAsync("secret/kept", "x", retain: true);

        await line.SubscribeAsync("#");
        await line.PublishAsync("secret/plans", "x");
        await line.PublishAsync("public", "y");

        await line.ExpectAsync("public", "y");
        await line.ExpectNothingAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task GivesASharedMessageToAMemberThatMayGetIt_WhoseTurnItEverIs(int qos)
    {
        await using var stranger = await Broker.ConnectAsync("stranger", expiry: 100);
        await using var user = await Broker.ConnectAsync(Connect(MqttProtocolVersion.V5) with { ClientId = "user", Username = "ann" });
        await using var publisher = await Broker.ConnectAsync("publisher");
        await stranger.SubscribeAsync("$share/g/#", qos);
        await user.SubscribeAsync("$share/g/#", qos);

        for (var i = 0; i < 3; i++) await publisher.PublishAsync("others", $"{i}", qos);

        for (var i = 0; i < 3; i++) await user.ExpectAsync("others", $"{i}");
        await stranger.ExpectNothingAsync();
    }

    [Theory]
    [InlineData(MqttProtocolVersion.V311, 0, null)]
    [InlineData(MqttProtocolVersion.V311, 1, ReasonCode.Success)]
    [InlineData(MqttProtocolVersion.V311, 2, ReasonCode.Success)]
    [InlineData(MqttProtocolVersion.V5, 0, null)]
    [InlineData(MqttProtocolVersion.V5, 1, ReasonCode.NotAuthorized)]
    [InlineData(MqttProtocolVersion.V5, 2, ReasonCode.NotAuthorized)]
    public async Task DeliversNothing_WhenThePublisherMayNot(MqttProtocolVersion version, int qos, ReasonCode? answer)
    {
        await using var line = await Broker.ConnectAsync(Connect(version));
        await line.SubscribeAsync("locked");

        var answered = await line.PublishAsync("locked", "x", qos, retain: true);

        Assert.Equal(answer, (answered as PublishAnswerPacket)?.ReasonCode);
        await line.ExpectNothingAsync();
        Assert.Equal(0, Broker.Counters.RetainedMessages);
    }

    [Fact]
    public async Task RefusesAClient_WhoseWillItMayNotPublish()
    {
        await using var line = await Broker.OpenAsync(MqttProtocolVersion.V5);

        var answer = await line.AskAsync(Connect(MqttProtocolVersion.V5) with { Will = new WillMessage { Topic = "locked" } });

        Assert.Equal(ReasonCode.NotAuthorized, Assert.IsType<ConnAckPacket>(answer).ReasonCode);
    }

    private static ConnectPacket Connect(MqttProtocolVersion version) => new() { ProtocolVersion = version, ClientId = "me", CleanStart = true };
}
