using Lb.EndToEnd.Tests.Brokers;
using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Processes;
using Lb.Protocol.Mqtt;

namespace Lb.EndToEnd.Tests.Failures;

/// <summary>Brokers that die and come back.</summary>
public sealed class BrokerRestartTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly int _port = Port.Take();

    [Fact]
    public async Task LetsTheClientReconnect_WhenItsBrokerWasKilledAndRestarted()
    {
        var broker = await Mosquitto.StartAsync();
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, [broker], $"check {Section.CheckIntervals} fall 2 rise 2"), _folder);
        await using var subscriber = ChildProcess.Start("/usr/bin/mosquitto_sub", "-p", $"{_port}", "-t", "news", "-q", "1", "-d", "-v");
        await subscriber.LineAsync("Subscribed");

        await broker.DisposeAsync();
        var down = await mqlb.LineAsync("Server b/s1 is DOWN");
        await using var again = await Mosquitto.StartAsync(broker.Port);
        var up = await mqlb.LineAsync("Server b/s1 is UP");
        await subscriber.LineAsync("Subscribed", count: 2);
        await ChildProcess.RunAsync("/usr/bin/mosquitto_pub", "-p", $"{_port}", "-t", "news", "-q", "1", "-m", "back");

        await subscriber.LineAsync("^news back$");
        Assert.Matches(
            """Server b/s1 is DOWN, reason: Layer4 connection problem, info: "Connection refused", check duration: \d+ms\. 0 active and 0 backup servers left\. \d+ sessions active, 0 requeued, 0 remaining in queue\.$""",
            down);
        Assert.Matches(
            @"Server b/s1 is UP, reason: Layer4 check passed, check duration: \d+ms\. 1 active and 0 backup servers online\. 0 sessions requeued, 0 total in queue\.$",
            up);
        await mqlb.LineAsync("proxy b has no server available!");
    }

    [Fact]
    public async Task MovesTheClientToTheOtherBroker_WhenItsBrokerWasKilled()
    {
        var brokers = await TestBroker.StartAsync(BrokerKind.Mosquitto, 2);
        await using var mqlb = await Mqlb.StartAsync(
            Section.Config(_port, brokers, $"check {Section.CheckIntervals} fall 1", "balance first"), _folder);
        await using var subscriber = ChildProcess.Start("/usr/bin/mosquitto_sub", "-p", $"{_port}", "-i", "mover", "-t", "news", "-d");
        await subscriber.LineAsync("Subscribed");

        await brokers[0].DisposeAsync();
        await subscriber.LineAsync("Subscribed", count: 2);

        Assert.Equal("mover", Assert.Single(brokers[1].Arrivals).ClientId);
        await brokers[1].DisposeAsync();
    }

    [Fact]
    public async Task ClosesWithoutAByte_WhenAllBrokersAreDown()
    {
        await using var mqlb = await Mqlb.StartAsync(
            Section.Config(_port, $"    server s1 127.0.0.1:{Port.Take()} check inter 200ms\n    server s2 127.0.0.1:{Port.Take()} check inter 200ms"), _folder);
        await mqlb.LineAsync("Server b/s1 is DOWN");
        await mqlb.LineAsync("Server b/s2 is DOWN");
        await using var client = await RawClient.OpenAsync(_port);
        await client.SendAsync(RawClient.Connect("lonely"));

        Assert.Empty(await client.ReadToEndAsync());
        Assert.Matches(@"^127\.0\.0\.1:\d+ \[.*\] f b/<NOSRV> -1/-1/\d+ 0 SC \d+/\d+/\d+/0/0 0/0$", await mqlb.LineAsync("<NOSRV>"));
    }

    [Fact]
    public async Task EndsItsConnections_WhenAServerIsMarkedDownAndTheConfigSaysSo()
    {
        await using var broker = await Reference.StartAsync();
        await using var life = await Reference.StartAsync();
        await using var mqlb = await Mqlb.StartAsync(
            Section.Config(_port, [broker], $"check port {life.Port} {Section.CheckIntervals} fall 1 on-marked-down shutdown-sessions"), _folder);
        await using var client = await Mqtt.ConnectAsync(_port, "cut-off");

        await life.DisposeAsync();

        await client.Closed.WaitAsync(Patience.Limit);
        Assert.Matches(@" f b/s1 \d+/\d+/\d+ \d+ D. ", await mqlb.LineAsync(" f b/s1 "));
    }

    [Fact]
    public async Task KeepsItsConnections_WhenAServerIsMarkedDownAndTheConfigDoesNotSaySo()
    {
        await using var broker = await Reference.StartAsync();
        await using var life = await Reference.StartAsync();
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, [broker], $"check port {life.Port} {Section.CheckIntervals} fall 1"), _folder);
        await using var client = await Mqtt.ConnectAsync(_port, "stays");

        await life.DisposeAsync();
        await mqlb.LineAsync("Server b/s1 is DOWN");

        Assert.NotNull(await client.SubscribeAsync([new("still/there", QualityOfService.AtLeastOnce)], null, Patience.Token()));
    }

    public void Dispose() => _folder.Dispose();
}
