using Lb.Broker.Client;
using Lb.EndToEnd.Tests.Brokers;
using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Processes;
using Lb.Protocol.Mqtt;

namespace Lb.EndToEnd.Tests.Failures;

/// <summary><c>on-marked-down shutdown-sessions</c> with many clients.</summary>
public sealed class MarkedDownTests : IDisposable
{
    private const int Clients = 500;
    private const int MessagesAfterwards = 20;
    private readonly TestFolder _folder = new();
    private readonly int _port = Port.Take();

    [Fact]
    public async Task EndsAllOfTheServerAndDisturbsNoOther_WhenItHas500Clients()
    {
        await using var down = await Reference.StartAsync();
        await using var life = await Reference.StartAsync();
        await using var up = await Reference.StartAsync();
        await using var mqlb = await Mqlb.StartAsync(
            Section.Config(
                _port,
                $"""
                    balance first
                    server s1 127.0.0.1:{down.Port} maxconn {Clients} check port {life.Port} {Section.CheckIntervals} fall 1 on-marked-down shutdown-sessions
                    server s2 127.0.0.1:{up.Port}
                """,
                global: "    nbthread 1"),
            _folder);
        var clients = await Task.WhenAll(Enumerable.Range(0, Clients).Select(i => Mqtt.ConnectAsync(_port, $"client-{i}")));
        await using var talker = await Mqtt.ConnectAsync(_port, "talker");
        Assert.Equal("talker", Assert.Single(up.Arrivals).ClientId);
        await talker.SubscribeAsync([new("to/talker", QualityOfService.AtLeastOnce)], null, Patience.Token());

        await life.DisposeAsync();
        var allEnded = Task.WhenAll(clients.Select(client => client.Closed)).WaitAsync(Patience.Limit);
        while (!allEnded.IsCompleted) await TalkAsync(talker);
        await allEnded;
        for (var i = 0; i < MessagesAfterwards; i++) await TalkAsync(talker);

        await mqlb.LineAsync(@" f b/s1 \d+/\d+/\d+ \d+ D. ", Clients);
        foreach (var client in clients) await client.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    // To itself, by way of the broker.
    private static async Task TalkAsync(MqttClient talker)
    {
        var message = new PublishPacket { Topic = "to/talker", Payload = "x"u8.ToArray(), QoS = QualityOfService.AtLeastOnce };
        Assert.Equal(ReasonCode.Success, await talker.PublishAsync(message, Patience.Token()));
        Assert.NotNull(await talker.ReceiveAsync(Patience.Token()));
    }
}
