using Lb.EndToEnd.Tests.Brokers;
using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Processes;
using Lb.EndToEnd.Tests.Relaying;

namespace Lb.EndToEnd.Tests.Health;

/// <summary>Checks that speak to the broker.</summary>
public sealed class MqttCheckTests : IDisposable
{
    // A server that has passed its first check stays up, however late a few others are.
    private const string Check = $"check {Section.CheckIntervals} fall 20";
    private const string BrokerIsUp = @"Health check for server b/s1 succeeded, reason: Layer7 .* UP\.$";
    private const string WrongAnswer = "failed, reason: Layer7 (invalid response|wrong status)";
    private readonly TestFolder _folder = new();
    private readonly int _port = Port.Take();

    [Fact]
    public async Task LeavesOutAServerThatOnlyAcceptsConnections_WithMqttCheck()
    {
        await using var broker = await TestBroker.StartAsync(BrokerKind.Mosquitto);
        await using var web = new ScriptedServer(stream => stream.WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray()).AsTask());
        await using var mqlb = await StartAsync($"    option mqtt-check\n{TestBroker.Servers([broker], Check)}\n{web.Line} {Check}");
        await mqlb.LineAsync(BrokerIsUp);
        await mqlb.LineAsync($"Health check for server b/scripted {WrongAnswer}");
        await mqlb.LineAsync("Server b/scripted is DOWN");

        for (var i = 0; i < 4; i++) await Mqtt.VisitAsync(_port, $"visitor-{i}");

        await Patience.UntilAsync(() => Visitors(broker) == 4, () => $"{Visitors(broker)} of 4 visitors came to the broker");
    }

    [Fact]
    public async Task CountsARefusalOfTheLoginAsLife_WithMqttCheck()
    {
        await using var broker = await Mosquitto.StartAsync(more: "allow_anonymous false");
        await using var mqlb = await StartAsync($"    option mqtt-check\n{TestBroker.Servers([broker], Check)}");

        await mqlb.LineAsync(BrokerIsUp);

        Assert.Empty(mqlb.Process.Lines($"Health check for server b/s1 {WrongAnswer}"));
    }

    [Fact]
    public async Task ChecksWithThePublishedScript_WithTcpCheck()
    {
        await using var broker = await TestBroker.StartAsync(BrokerKind.Mosquitto);
        await using var web = new ScriptedServer(stream => stream.WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray()).AsTask());
        await using var mqlb = await StartAsync($"""
                option tcp-check
                tcp-check connect
                tcp-check send-binary 101000044d5154540402003c000468636b31
                tcp-check expect binary 20020000
            {TestBroker.Servers([broker], Check)}
            {web.Line} {Check}
            """);

        await mqlb.LineAsync(BrokerIsUp);
        await mqlb.LineAsync($"Health check for server b/scripted {WrongAnswer}");
        await mqlb.LineAsync("Server b/scripted is DOWN");
        await Mqtt.VisitAsync(_port, "visitor");

        await Patience.UntilAsync(() => broker.Arrivals.Any(a => a.ClientId == "hck1"), () => "no check came to the broker");
        Assert.Empty(mqlb.Process.Lines($"Health check for server b/s1 {WrongAnswer}"));
    }

    public void Dispose() => _folder.Dispose();

    private Task<Mqlb> StartAsync(string servers) => Mqlb.StartAsync(Section.Config(_port, $"    option log-health-checks\n{servers}"), _folder);

    // As its log tells, a moment later.
    private static int Visitors(TestBroker broker) => broker.Arrivals.Count(a => a.ClientId.StartsWith("visitor", StringComparison.Ordinal));
}
