using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Behaviour;

public sealed class ConnectTests : BrokerTest
{
    [Fact]
    public async Task AssignsAClientId_WhenTheClientHasNone()
    {
        await using var one = await Broker.ConnectAsync("");
        await using var two = await Broker.ConnectAsync("");

        var ids = new[] { one, two }.Select(line => line.ConnAck.Properties.AssignedClientIdentifier).ToList();
        Assert.All(ids, id => Assert.StartsWith("broker-", id, StringComparison.Ordinal));
        Assert.Equal(2, ids.Distinct().Count());
    }

    [Fact]
    public async Task TellsItsLimits_WhenTheClientSpeaksMqtt5()
    {
        await using var line = await Broker.ConnectAsync("me");

        Assert.Equal((ushort)1_000, line.ConnAck.Properties.ReceiveMaximum);
        Assert.Equal(64u * 1024 * 1024, line.ConnAck.Properties.MaximumPacketSize);
        Assert.Equal((ushort)16, line.ConnAck.Properties.TopicAliasMaximum);
        Assert.Null(line.ConnAck.Properties.SharedSubscriptionAvailable);
    }

    [Theory]
    [InlineData(MqttProtocolVersion.V31)]
    [InlineData(MqttProtocolVersion.V311)]
    public async Task AcceptsABridge_AndSendsItNothingOfItsOwn(MqttProtocolVersion version)
    {
        await using var bridge = await Broker.ConnectAsync(
            new() { ProtocolVersion = version, IsBridge = true, ClientId = "bridge", CleanStart = true });
        Assert.True(Broker.Connected[0].IsBridge);
        await bridge.SubscribeAsync("#");

        await bridge.PublishAsync("a", "own");

        await bridge.ExpectNothingAsync();
    }

    [Theory]
    [InlineData("10 0C 00 04 4D 51 54 54 06 02 00 3C 00 00", "20 03 00 84 00")]
    [InlineData("10 0C 00 04 4D 51 54 54 02 02 00 3C 00 00", "20 02 00 01")]
    [InlineData("10 0C 00 04 4D 51 54 54 04 00 00 3C 00 00", "20 02 00 02")]
    [InlineData("10 0D 00 04 4D 51 54 54 05 03 00 3C 00 00 00", "20 03 00 81 00")]
    [InlineData("10 0C 00 04 4D 51 54 54 04 03 00 3C 00 00", "")]
    [InlineData("C0 00", "")]
    [InlineData("00 00", "")]
    [InlineData("47 45 54 20 2F 20", "")]
    public async Task AnswersWithTheSpecifiedCodeAndCloses_WhenTheFirstPacketIsWrong(string sent, string answer)
    {
        await using var line = await Broker.OpenAsync(MqttProtocolVersion.V311);
        await line.SendAsync(Convert.FromHexString(sent.Replace(" ", "", StringComparison.Ordinal)));

        Assert.Equal(answer, await line.ReceiveBytesToEndAsync());
        Assert.Equal(1, Broker.Counters.RefusedConnections);
        Assert.Empty(Broker.Ended);
    }

    // 16 KB are announced and not sent, as by a client that waits to see whether it may.
    [Theory]
    [InlineData("10 80 80 01 00 04 4D 51 54 54 05", "20 03 00 95 00")]
    [InlineData("10 80 80 01 00 04 4D 51 54 54 04", "")]
    [InlineData("10 80 80 01 00 06 4D 51 49 73 64 70 03", "")]
    public async Task AnswersAConnectThatIsTooLarge_AsSoonAsItsVersionIsKnown(string sent, string answer)
    {
        await using var broker = new TestBroker(options => options with { MaximumPacketSize = 16_000 });
        await broker.StartAsync();
        await using var line = await broker.OpenAsync(MqttProtocolVersion.V311);
        var bytes = Convert.FromHexString(sent.Replace(" ", "", StringComparison.Ordinal));

        await line.SendAsync(bytes[..5]);
        await line.SendAsync(bytes[5..]);

        Assert.Equal(answer, await line.ReceiveBytesToEndAsync());
        Assert.Equal((1, 0), (broker.Counters.RefusedConnections, broker.Counters.Failures));
    }

    [Fact]
    public async Task ClosesTheOldConnection_WhenItsClientIdConnectsAgain()
    {
        await using var old = await Broker.ConnectAsync("me", expiry: 100);
        await using var young = await Broker.ConnectAsync("me", cleanStart: false, expiry: 100);

        await old.ExpectDisconnectAsync(ReasonCode.SessionTakenOver);
        Assert.True(young.ConnAck.SessionPresent);
        Assert.Equal([("me", ConnectionEnd.TakenOver)], Broker.Ended);
        await young.ExpectNothingAsync();
        Assert.Equal(1, Broker.Counters.Connections);
    }

    [Fact]
    public async Task ClosesWithoutAWord_WhenTheConnectDoesNotComeInTime()
    {
        await using var line = await Broker.OpenAsync(MqttProtocolVersion.V5);
        await line.SendAsync([0x10]);
        await Broker.AcceptedAsync(1);

        Broker.Clock.Advance(TimeSpan.FromSeconds(15));

        Assert.Null(await line.ReceiveAsync());
    }

    [Fact]
    public async Task ClosesWithKeepAliveTimeout_WhenOneAndAHalfIntervalsAreSilent()
    {
        await using var line = await Broker.ConnectAsync(
            new() { ProtocolVersion = MqttProtocolVersion.V5, ClientId = "me", CleanStart = true, KeepAlive = 10 });
        Broker.Clock.Advance(TimeSpan.FromSeconds(14));
        await line.ExpectNothingAsync();
        Broker.Clock.Advance(TimeSpan.FromSeconds(14));
        await line.ExpectNothingAsync();

        Broker.Clock.Advance(TimeSpan.FromSeconds(15));

        await line.ExpectDisconnectAsync(ReasonCode.KeepAliveTimeout);
        Assert.Equal([("me", ConnectionEnd.KeepAliveTimeout)], Broker.Ended);
    }

    [Fact]
    public async Task NeverCloses_WhenTheKeepAliveIsOff()
    {
        await using var line = await Broker.ConnectAsync("me");

        Broker.Clock.Advance(TimeSpan.FromDays(365));

        await line.ExpectNothingAsync();
    }

    [Fact]
    public async Task TellsEveryClient_WhenItIsStopped()
    {
        var broker = new TestBroker();
        await broker.StartAsync();
        await using var line = await broker.ConnectAsync("me");

        await broker.DisposeAsync();

        await line.ExpectDisconnectAsync(ReasonCode.ServerShuttingDown);
    }
}
