using System.Text;
using Lb.Broker.Faults;
using Lb.Broker.Tests.Authentication;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Behaviour;

public sealed class FaultTests
{
    private static readonly ConnectPacket Connect = new() { ClientId = "me", CleanStart = true, KeepAlive = 10 };

    [Fact]
    public async Task HoldsTheConnAckBack_UntilItsTimeIsOver()
    {
        await using var broker = await StartAsync(new BrokerFaults { ConnAckDelay = TimeSpan.FromSeconds(3) });
        await using var line = await broker.OpenAsync(MqttProtocolVersion.V311);
        await line.SendAsync(Connect);
        var answer = line.ReceiveAsync();
        await broker.TimersAsync(2);

        broker.Clock.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(answer.IsCompleted);
        broker.Clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.IsType<ConnAckPacket>(await answer);
        await line.ExpectNothingAsync();
    }

    [Fact]
    public async Task LetsTheChallengeThrough_WhenItHoldsTheConnAckBack()
    {
        await using var broker = new TestBroker(options => options with
        {
            Faults = new BrokerFaults { ConnAckDelay = TimeSpan.FromSeconds(3) },
            Users = new SingleUser("anna", "secret"),
        });
        await broker.StartAsync();
        await using var line = await broker.OpenAsync(MqttProtocolVersion.V5);
        var client = new ScramClient("anna", "secret");
        var first = new ConnectProperties { AuthenticationMethod = "SCRAM-SHA-256", AuthenticationData = client.First };
        var challenge = Assert.IsType<AuthPacket>(await line.AskAsync(Connect with { ProtocolVersion = MqttProtocolVersion.V5, Properties = first }));

        var final = client.Final(Encoding.UTF8.GetString(challenge.Properties.AuthenticationData!.Value.Span));
        await line.SendAsync(new AuthPacket
        {
            ReasonCode = ReasonCode.ContinueAuthentication,
            Properties = new AuthProperties { AuthenticationMethod = "SCRAM-SHA-256", AuthenticationData = final },
        });
        var answer = line.ReceiveAsync();
        await broker.TimersAsync(2);
        Assert.False(answer.IsCompleted);
        broker.Clock.Advance(TimeSpan.FromSeconds(3));

        Assert.IsType<ConnAckPacket>(await answer);
    }

    [Fact]
    public async Task SendsNoConnAckAtAll_WhenItIsWithheld()
    {
        await using var broker = await StartAsync(new BrokerFaults { ConnAckDelay = Timeout.InfiniteTimeSpan });
        await using var line = await broker.OpenAsync(MqttProtocolVersion.V311);
        await line.SendAsync(Connect);
        await broker.TimersAsync(1);
        while (broker.Counters.Connections == 0) await Task.Yield();

        // The keep-alive ends it, and what it had to say dies with it.
        broker.Clock.Advance(TimeSpan.FromSeconds(15));
        await broker.TimersAsync(1);
        broker.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Null(await line.ReceiveAsync());
    }

    [Theory]
    [InlineData(MqttProtocolVersion.V5, ReasonCode.UseAnotherServer, ReasonCode.UseAnotherServer)]
    [InlineData(MqttProtocolVersion.V311, ReasonCode.UseAnotherServer, ReasonCode.ServerUnavailable)]
    [InlineData(MqttProtocolVersion.V311, ReasonCode.NotAuthorized, ReasonCode.NotAuthorized)]
    public async Task RefusesEveryClient_WithTheCodeItWasTold(MqttProtocolVersion version, ReasonCode told, ReasonCode seen)
    {
        await using var broker = await StartAsync(new BrokerFaults { Refusal = told });
        await using var line = await broker.OpenAsync(version);

        Assert.Equal(seen, Assert.IsType<ConnAckPacket>(await line.AskAsync(Connect with { ProtocolVersion = version })).ReasonCode);
        Assert.Null(await line.ReceiveAsync());
    }

    [Fact]
    public async Task ClosesAfterItsLastPacket_AnsweringItAndNothingBehindIt()
    {
        await using var broker = await StartAsync(new BrokerFaults { CloseAfterPackets = 3 });
        await using var line = await broker.ConnectAsync(Connect);

        await line.SendAsync([0xC0, 0, 0xC0, 0, 0xC0, 0]);

        Assert.IsType<PingRespPacket>(await line.ReceiveAsync());
        Assert.IsType<PingRespPacket>(await line.ReceiveAsync());
        Assert.Null(await line.ReceiveAsync());
        Assert.Equal(("me", ConnectionEnd.Faulted), broker.Ended[0]);
    }

    [Fact]
    public async Task LeavesPacketsUnanswered_WhenItStopsReading()
    {
        await using var broker = await StartAsync(new BrokerFaults { StopReadingAfterPackets = 2 });
        await using var line = await broker.ConnectAsync(Connect);
        Assert.IsType<PingRespPacket>(await line.AskAsync(PingReqPacket.Instance));

        await line.SendAsync(PingReqPacket.Instance);
        var answer = line.ReceiveAsync();
        await broker.TimersAsync(1);
        broker.Clock.Advance(TimeSpan.FromSeconds(15));

        Assert.Null(await answer);
        Assert.Equal(("me", ConnectionEnd.KeepAliveTimeout), broker.Ended[0]);
    }

    [Fact]
    public async Task AnswersSlowly_EachTime()
    {
        await using var broker = await StartAsync(new BrokerFaults { AnswerDelay = TimeSpan.FromSeconds(1) });
        await using var line = await broker.OpenAsync(MqttProtocolVersion.V311);
        foreach (var packet in (MqttPacket[])[Connect, PingReqPacket.Instance])
        {
            await line.SendAsync(packet);
            var answer = line.ReceiveAsync();
            await broker.TimersAsync(2);
            Assert.False(answer.IsCompleted);

            broker.Clock.Advance(TimeSpan.FromSeconds(1));

            Assert.NotNull(await answer);
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 40)]
    [InlineData(0.25, 10)]
    public async Task DropsTheShareItWasTold_TheSameConnectionsForTheSameSeed(double share, int about)
    {
        var (first, second) = (await DroppedAsync(share, 7), await DroppedAsync(share, 7));

        Assert.Equal(first, second);
        Assert.InRange(first.Count(dropped => dropped), about * 0.5, about * 1.5);
    }

    [Fact]
    public void ThrowsArgumentOutOfRange_WhenAFaultIsNone()
    {
        foreach (var faults in (BrokerFaults[])[
            new() { CloseAfterPackets = 0 }, new() { StopReadingAfterPackets = -1 }, new() { DropShare = 1.1 }, new() { DropShare = double.NaN },
            new() { Refusal = ReasonCode.Success }, new() { Refusal = ReasonCode.NoMatchingSubscribers }])
            Assert.Throws<ArgumentOutOfRangeException>(() => new ReferenceBroker(new BrokerOptions { Faults = faults }));
    }

    private static async Task<TestBroker> StartAsync(BrokerFaults faults)
    {
        var broker = new TestBroker(options => options with { Faults = faults });
        await broker.StartAsync();
        return broker;
    }

    private static async Task<List<bool>> DroppedAsync(double share, int seed)
    {
        await using var broker = await StartAsync(new BrokerFaults { DropShare = share, Seed = seed });
        var dropped = new List<bool>();
        for (var i = 0; i < 40; i++)
        {
            await using var stream = await broker.OpenStreamAsync();
            await using var line = new PacketLine(stream, MqttProtocolVersion.V311);
            dropped.Add(await AnswersAsync(line) is false);
        }
        Assert.Equal(40, broker.Counters.AcceptedConnections);
        return dropped;
    }

    private static async Task<bool> AnswersAsync(PacketLine line)
    {
        try
        {
            await line.SendAsync(Convert.FromHexString("100E00044D5154540402003C00026D65"));
        }
        catch (IOException)
        {
            return false;
        }
        return await line.ReceiveAsync() is ConnAckPacket;
    }
}
