using Lb.EndToEnd.Tests.Brokers;
using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Processes;

namespace Lb.EndToEnd.Tests.FirstPacket;

/// <summary>Nobody waits for a CONNECT for ever.</summary>
public sealed class DeadlineTests : IAsyncLifetime
{
    private const string Sticky = "    stick-table type string size 1k\n    stick on req.payload(0,0),mqtt_field_value(connect,client_identifier)";
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

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public async Task ClosesWithoutAByte_WhenTheConnectIsNotCompleteInTime(int sent)
    {
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, [Broker], backend: Sticky, frontend: "    timeout mqtt-connect 400ms"), _folder);
        await using var client = await RawClient.OpenAsync(_port);
        await client.SendAsync(RawClient.Connect("unfinished").AsMemory(0, sent));

        Assert.Empty(await client.ReadToEndAsync());
        await mqlb.LineAsync(@" f b/<NOSRV> -1/-1/\d{3,} 0 cR ");
        Assert.Equal(0, Broker.Counters.AcceptedConnections);
    }

    [Fact]
    public async Task ClosesWithoutAByte_WhenTheConnectIsLargerThanAllowed()
    {
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, [Broker], backend: Sticky), _folder);
        await using var client = await RawClient.OpenAsync(_port);
        // 1 MB announced, more than the 256 KB that are kept.
        await client.SendAsync((byte[])[0x10, 0x80, 0x80, 0x40, 0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', 5]);

        Assert.Empty(await client.ReadToEndAsync());
        await mqlb.LineAsync(@" f b/<NOSRV> -1/-1/\d+ 0 PR ");
    }

    [Fact]
    public async Task LetsTheBrokerAnswer_WhenTheIdIsEmpty()
    {
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, [Broker], backend: Sticky), _folder);

        await Mqtt.VisitAsync(_port, "");

        Assert.Single(Broker.Arrivals);
    }
}
