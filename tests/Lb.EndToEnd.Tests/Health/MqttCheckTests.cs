using Lb.EndToEnd.Tests.Brokers;
using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Processes;
using Lb.EndToEnd.Tests.Relaying;

namespace Lb.EndToEnd.Tests.Health;

/// <summary>Checks that speak to the broker.</summary>
public sealed class MqttCheckTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly int _port = Port.Take();

    [Fact]
    public async Task LeavesOutAServerThatOnlyAcceptsConnections_WithMqttCheck()
    {
        await using var broker = await TestBroker.StartAsync(BrokerKind.Mosquitto);
        await using var web = new ScriptedServer(stream => stream.WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray()).AsTask());
        await using var mqlb = await Mqlb.StartAsync(
            Section.Config(_port, $"    option mqtt-check\n{TestBroker.Servers([broker], "check inter 200ms")}\n{web.Line} check inter 200ms"), _folder);
        var down = await mqlb.LineAsync("Server b/scripted is DOWN");

        for (var i = 0; i < 4; i++) await Mqtt.VisitAsync(_port, $"visitor-{i}");

        Assert.Contains("Layer7", down, StringComparison.Ordinal);
        await Patience.UntilAsync(() => Visitors(broker) == 4, () => $"{Visitors(broker)} of 4 visitors came to the broker");
    }

    [Fact]
    public async Task CountsARefusalOfTheLoginAsLife_WithMqttCheck()
    {
        await using var broker = await Mosquitto.StartAsync(more: "allow_anonymous false");
        await using var mqlb = await Mqlb.StartAsync(
            Section.Config(_port, $"    option mqtt-check\n    option log-health-checks\n{TestBroker.Servers([broker], "check inter 200ms")}"), _folder);

        var line = await mqlb.LineAsync("Health check for server b/s1 ");

        Assert.Contains("succeeded, reason: Layer7", line, StringComparison.Ordinal);
        Assert.Empty(mqlb.Process.Lines("is DOWN"));
    }

    [Fact]
    public async Task ChecksWithThePublishedScript_WithTcpCheck()
    {
        await using var broker = await TestBroker.StartAsync(BrokerKind.Mosquitto);
        await using var web = new ScriptedServer(stream => stream.WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray()).AsTask());
        await using var mqlb = await Mqlb.StartAsync(
            Section.Config(_port, $"""
                option tcp-check
                tcp-check connect
                tcp-check send-binary 101000044d5154540402003c000468636b31
                tcp-check expect binary 20020000
            {TestBroker.Servers([broker], "check inter 200ms")}
            {web.Line} check inter 200ms
            """), _folder);

        await mqlb.LineAsync("Server b/scripted is DOWN, reason: Layer7");
        await Mqtt.VisitAsync(_port, "visitor");

        Assert.Contains(broker.Arrivals, a => a.ClientId == "hck1");
        Assert.Empty(mqlb.Process.Lines("Server b/s1 is DOWN"));
    }

    public void Dispose() => _folder.Dispose();

    // As its log tells, a moment later.
    private static int Visitors(TestBroker broker) => broker.Arrivals.Count(a => a.ClientId.StartsWith("visitor", StringComparison.Ordinal));
}
