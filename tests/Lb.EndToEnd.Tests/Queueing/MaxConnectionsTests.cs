using Lb.EndToEnd.Tests.Brokers;
using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Processes;
using Lb.Protocol.Mqtt;

namespace Lb.EndToEnd.Tests.Queueing;

/// <summary>Limits of connections: who comes too much waits.</summary>
public sealed class MaxConnectionsTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private readonly int _port = Port.Take();
    private Reference? _broker;

    private Reference Broker => _broker!;

    public async ValueTask InitializeAsync() => _broker = await Reference.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Broker.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task WaitsForItsTurn_WhenTheServerIsFull()
    {
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, [Broker], "maxconn 1"), _folder);
        var first = await Mqtt.ConnectAsync(_port, "first");
        await using var second = await RawClient.OpenAsync(_port);
        await second.SendAsync(RawClient.Connect("second"));
        var answer = second.ExpectConnAckAsync();
        await first.SubscribeAsync([new("anything", QualityOfService.AtLeastOnce)], null, Patience.Token());
        Assert.Equal("first", Assert.Single(Broker.Arrivals).ClientId);

        await first.DisconnectAsync();

        await answer;
        Assert.Equal(["first", "second"], Broker.Arrivals.Select(a => a.ClientId));
    }

    [Fact]
    public async Task ClosesTheOneThatWaits_WhenTheQueueTimeIsOver()
    {
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, [Broker], "maxconn 1", "    timeout queue 300ms"), _folder);
        await using var first = await Mqtt.ConnectAsync(_port, "first");
        await using var second = await RawClient.OpenAsync(_port);
        await second.SendAsync(RawClient.Connect("second"));

        Assert.Empty(await second.ReadToEndAsync());
        Assert.Matches(@" f b/<NOSRV> \d{3,}/-1/\d+ 0 sQ ", await mqlb.LineAsync(" sQ "));
        Assert.Single(Broker.Arrivals);
    }

    [Fact]
    public async Task LeavesTheQueueAtOnce_WhenTheClientThatWaitsGoesAway()
    {
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, [Broker], "maxconn 1", "    timeout queue 10m"), _folder);
        await using var first = await Mqtt.ConnectAsync(_port, "first");
        await using (var second = await RawClient.OpenAsync(_port)) await second.SendAsync(RawClient.Connect("second"));

        Assert.Matches(@" f b/<NOSRV> \d+/-1/\d+ 0 CQ ", await mqlb.LineAsync(" f b/"));
        Assert.Single(Broker.Arrivals);
    }

    [Fact]
    public async Task AcceptsTheExcessLater_WhenTheFrontendIsFull()
    {
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, [Broker], frontend: "    maxconn 2"), _folder);
        var first = await Mqtt.ConnectAsync(_port, "first");
        await using var second = await Mqtt.ConnectAsync(_port, "second");
        var waiting = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => RawClient.OpenAsync(_port)));
        for (var i = 0; i < waiting.Length; i++) await waiting[i].SendAsync(RawClient.Connect($"waiting-{i}"));
        await second.SubscribeAsync([new("anything", QualityOfService.AtLeastOnce)], null, Patience.Token());
        Assert.Equal(2, Broker.Arrivals.Count);

        await first.DisconnectAsync();

        // In any order: each reactor has an accept queue of its own.
        await Task.WhenAll(waiting.Select(VisitAsync));
        Assert.Equal(5, Broker.Arrivals.Count);
    }

    private static async Task VisitAsync(RawClient client)
    {
        await client.ExpectConnAckAsync();
        await client.DisposeAsync();
    }
}
