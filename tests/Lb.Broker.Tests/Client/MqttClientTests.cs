using System.Net.Sockets;
using System.Text;
using Lb.Broker.Client;
using Lb.Broker.Tests.Behaviour;
using Lb.Protocol.Mqtt;
using Lb.Testing.Time;

namespace Lb.Broker.Tests.Client;

public sealed class MqttClientTests : BrokerTest
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(20));

    private CancellationToken Limit => _limit.Token;

    public static TheoryData<MqttProtocolVersion, QualityOfService> VersionsAndQoS()
    {
        var data = new TheoryData<MqttProtocolVersion, QualityOfService>();
        foreach (var version in (MqttProtocolVersion[])[MqttProtocolVersion.V31, MqttProtocolVersion.V311, MqttProtocolVersion.V5])
            foreach (var qos in Enum.GetValues<QualityOfService>()) data.Add(version, qos);
        return data;
    }

    [Theory]
    [MemberData(nameof(VersionsAndQoS))]
    public async Task ReceivesEveryMessageInOrder_WhenOnePublishesToAnother(MqttProtocolVersion version, QualityOfService qos)
    {
        await using var subscriber = await ConnectAsync("sub", version);
        await using var publisher = await ConnectAsync("pub", version);
        var granted = await subscriber.SubscribeAsync([new Subscription("a/+", qos)], null, Limit);
        Assert.Equal([(ReasonCode)qos], granted!.ReasonCodes);

        for (var i = 0; i < 100; i++)
            Assert.Equal(ReasonCode.Success, await publisher.PublishAsync(Message("a/b", $"{i}", qos), Limit));

        for (var i = 0; i < 100; i++)
            Assert.Equal($"{i}", Encoding.UTF8.GetString((await subscriber.ReceiveAsync(Limit))!.Payload.Span));
    }

    [Fact]
    public async Task KeepsAnswersApart_WhenManyPublishAtOnce()
    {
        await using var client = await ConnectAsync("me", MqttProtocolVersion.V5);
        await client.SubscribeAsync([new Subscription("hit", QualityOfService.AtMostOnce)], null, Limit);

        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(i =>
            client.PublishAsync(Message(i % 2 == 0 ? "hit" : "miss", "", i % 3 == 0 ? QualityOfService.ExactlyOnce : QualityOfService.AtLeastOnce), Limit)));

        for (var i = 0; i < 200; i++)
            Assert.Equal(i % 2 == 0 ? ReasonCode.Success : ReasonCode.NoMatchingSubscribers, results[i]);
    }

    [Fact]
    public async Task ReceivesNothingMore_WhenItHasUnsubscribed()
    {
        await using var client = await ConnectAsync("me", MqttProtocolVersion.V5);
        await client.SubscribeAsync([new Subscription("a", QualityOfService.AtMostOnce), new Subscription("b", QualityOfService.AtMostOnce)], null, Limit);

        Assert.Equal([ReasonCode.Success], (await client.UnsubscribeAsync(["a"], Limit))!.ReasonCodes);
        await client.PublishAsync(Message("a", "", QualityOfService.AtMostOnce), Limit);
        await client.PublishAsync(Message("b", "", QualityOfService.AtMostOnce), Limit);

        Assert.Equal("b", (await client.ReceiveAsync(Limit))!.Topic);
    }

    [Fact]
    public async Task SaysSoByItsResults_WhenTheServerIsGone()
    {
        var broker = new TestBroker();
        await broker.StartAsync();
        await using var client = await MqttClient.ConnectAsync("127.0.0.1", broker.Port, Options("me", MqttProtocolVersion.V5), Limit);

        await broker.DisposeAsync();
        await client.Closed;

        Assert.Equal(ReasonCode.ServerShuttingDown, client.ServerDisconnect!.ReasonCode);
        Assert.Null(await client.ReceiveAsync(Limit));
        Assert.Null(await client.PublishAsync(Message("a", "", QualityOfService.AtLeastOnce), Limit));
        Assert.Null(await client.SubscribeAsync([new Subscription("a", QualityOfService.AtMostOnce)], null, Limit));
    }

    [Fact]
    public async Task GivesTheRefusal_WhenTheServerRefuses()
    {
        var connect = new ConnectPacket
        {
            ProtocolVersion = MqttProtocolVersion.V5,
            Properties = new ConnectProperties { AuthenticationMethod = "none such" },
        };

        await using var client = await MqttClient.ConnectAsync("127.0.0.1", Broker.Port, new MqttClientOptions { Connect = connect }, Limit);

        Assert.False(client.IsAccepted);
        Assert.Equal(ReasonCode.BadAuthenticationMethod, client.ConnAck!.ReasonCode);
        Assert.Null(await client.ReceiveAsync(Limit));
    }

    [Fact]
    public async Task ThrowsSocketException_WhenNobodyListens()
    {
        var broker = new TestBroker();
        await broker.StartAsync();
        var port = broker.Port;
        await broker.DisposeAsync();

        await Assert.ThrowsAsync<SocketException>(() => MqttClient.ConnectAsync("127.0.0.1", port, Options("me", MqttProtocolVersion.V311), Limit));
    }

    [Fact]
    public async Task StaysConnected_WhenOnlyItsKeepAliveSpeaks()
    {
        var clock = new ManualTimeProvider();
        await using var line = new TestServerLine();
        var connecting = MqttClient.ConnectAsync(
            await line.ClientStreamAsync(), Options("me", MqttProtocolVersion.V311, keepAlive: 10) with { Clock = clock }, Limit);
        await line.AcceptAsync();
        await using var client = await connecting;

        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.IsType<PingReqPacket>(await line.ReceiveAsync());
    }

    [Fact]
    public async Task LeavesTheWillUnpublished_WhenItDisconnects()
    {
        var will = new WillMessage { Topic = "will" };
        var leaving = await MqttClient.ConnectAsync(
            "127.0.0.1", Broker.Port, new MqttClientOptions { Connect = Options("leaving", MqttProtocolVersion.V5).Connect with { Will = will } }, Limit);
        await using var watcher = await Broker.ConnectAsync("watcher");
        await watcher.SubscribeAsync("will");

        await leaving.DisconnectAsync();
        await Broker.EndedAsync("leaving");

        await watcher.ExpectNothingAsync();
        Assert.Equal([("leaving", ConnectionEnd.ClientDisconnected)], Broker.Ended);
    }

    private static MqttClientOptions Options(string clientId, MqttProtocolVersion version, ushort keepAlive = 60) => new()
    {
        Connect = new ConnectPacket { ClientId = clientId, ProtocolVersion = version, CleanStart = true, KeepAlive = keepAlive },
    };

    private static PublishPacket Message(string topic, string payload, QualityOfService qos) =>
        new() { Topic = topic, Payload = Encoding.UTF8.GetBytes(payload), QoS = qos };

    private async Task<MqttClient> ConnectAsync(string clientId, MqttProtocolVersion version)
    {
        var client = await MqttClient.ConnectAsync("127.0.0.1", Broker.Port, Options(clientId, version), Limit);
        Assert.True(client.IsAccepted);
        return client;
    }
}
