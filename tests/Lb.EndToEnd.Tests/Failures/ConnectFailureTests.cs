using System.Globalization;
using System.Text.RegularExpressions;
using Lb.EndToEnd.Tests.Brokers;
using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Processes;

namespace Lb.EndToEnd.Tests.Failures;

/// <summary>Servers that do not answer the balancer's connect.</summary>
public sealed class ConnectFailureTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly int _port = Port.Take();

    [Fact]
    public async Task GoesToAnotherServer_WhenTheFirstRefusesAndRedispatchIsOn()
    {
        await using var broker = await Reference.StartAsync();
        await using var mqlb = await Mqlb.StartAsync(
            Section.Config(_port, $"    balance first\n    option redispatch\n    server dead 127.0.0.1:{Port.Take()}\n    server alive 127.0.0.1:{broker.Port}"), _folder);

        await Mqtt.VisitAsync(_port, "redispatched");

        Assert.Matches(@" f b/alive \d+/\d+/\d+ \d+ .. \d+/\d+/\d+/\d+/\+\d ", await mqlb.LineAsync(" f b/alive "));
    }

    [Fact]
    public async Task ClosesAfterTheRetries_WhenTheOnlyServerRefuses()
    {
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, $"    retries 1\n    server dead 127.0.0.1:{Port.Take()}"), _folder);
        await using var client = await RawClient.OpenAsync(_port);

        Assert.Empty(await client.ReadToEndAsync());
        var line = await mqlb.LineAsync(" f b/dead ");
        var total = Regex.Match(line, @" f b/dead \d+/-1/(\d+) 0 SC \d+/\d+/\d+/\d+/1 0/0$").Groups[1].Value;

        // One pause of a second lies between the two attempts; the system's timers may fire a little early, and a busy machine adds to it.
        Assert.True(int.Parse(total, CultureInfo.InvariantCulture) >= 980, line);
    }

    [Fact]
    public async Task ReachesTheServer_WhenItComesUpBetweenTwoRetries()
    {
        var later = Port.Take();
        await using var mqlb = await Mqlb.StartAsync(
            Section.Config(_port, $"    retries 60\n    server late 127.0.0.1:{later}", frontend: "    option logasap"), _folder);
        await using var client = await RawClient.OpenAsync(_port);
        await client.SendAsync(RawClient.Connect("patient"));

        await using var broker = await Reference.StartAsync(later);

        await client.ExpectConnAckAsync();
    }

    [Fact]
    public async Task UsesTheBackup_WhenAllOthersAreDown()
    {
        await using var backup = await Reference.StartAsync();
        await using var mqlb = await Mqlb.StartAsync(
            Section.Config(_port, $"    server dead 127.0.0.1:{Port.Take()} check inter 200ms\n    server spare 127.0.0.1:{backup.Port} backup"), _folder);
        await mqlb.LineAsync("Server b/dead is DOWN");

        await Mqtt.VisitAsync(_port, "on-the-spare");

        Assert.Single(backup.Arrivals);
    }

    public void Dispose() => _folder.Dispose();
}
