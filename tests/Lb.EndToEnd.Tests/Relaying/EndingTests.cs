using Lb.EndToEnd.Tests.Brokers;
using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Processes;
using Lb.Protocol.Mqtt;

namespace Lb.EndToEnd.Tests.Relaying;

/// <summary>Ends pass through the balancer as they are.</summary>
public sealed class EndingTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly int _port = Port.Take();

    [Theory]
    [InlineData("mqttv311", "not authorised")]
    [InlineData("mqttv5", "Not authorized")]
    public async Task DeliversTheRefusal_WhenTheBrokerRefusesAndCloses(string version, string words)
    {
        await using var broker = await Mosquitto.StartAsync(more: "allow_anonymous false");
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, [broker], bind: $"ssl crt {_folder.ServerBundle}"), _folder);

        var ended = await ChildProcess.RunAsync(
            "/usr/bin/mosquitto_pub", "-h", "localhost", "-p", $"{_port}", "--cafile", _folder.Authority, "-V", version, "-t", "x", "-m", "x");

        Assert.NotEqual(0, ended.ExitCode);
        Assert.Contains(words, ended.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task PublishesTheWill_WhenTheClientVanishes(bool reset)
    {
        await using var broker = await TestBroker.StartAsync(BrokerKind.Mosquitto);
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, [broker]), _folder);
        await using var watcher = await Mqtt.ConnectAsync(_port, "watcher");
        await watcher.SubscribeAsync([new("wills/#", QualityOfService.AtLeastOnce)], null, Patience.Token());
        var will = new WillMessage { Topic = "wills/dying", Payload = "gone"u8.ToArray(), QoS = QualityOfService.AtLeastOnce };
        var dying = await RawClient.OpenAsync(_port);
        await dying.SendAsync(RawClient.Connect(new ConnectPacket { ClientId = "dying", CleanStart = true, KeepAlive = 600, Will = will }));
        await dying.ExpectConnAckAsync();

        if (reset) dying.Socket.LingerState = new System.Net.Sockets.LingerOption(true, 0);
        await dying.DisposeAsync();

        var message = await watcher.ReceiveAsync(Patience.Token());
        Assert.Equal("wills/dying", message?.Topic);
    }

    [Fact]
    public async Task ClosesTheOlderConnection_WhenTheSameIdComesAgain()
    {
        await using var broker = await TestBroker.StartAsync(BrokerKind.Mosquitto);
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, [broker]), _folder);
        await using var older = await Mqtt.ConnectAsync(_port, "twin");

        await using var newer = await Mqtt.ConnectAsync(_port, "twin");

        await older.Closed.WaitAsync(Patience.Limit);
        Assert.NotNull(await newer.SubscribeAsync([new("alive", QualityOfService.AtLeastOnce)], null, Patience.Token()));
    }

    public void Dispose() => _folder.Dispose();
}
