using System.Net.Sockets;
using Lb.EndToEnd.Tests.Brokers;
using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Processes;

namespace Lb.EndToEnd.Tests.Load;

/// <summary>Clients that come and go in every bad way leave nothing behind.</summary>
public sealed class RoughClientsTests : IDisposable
{
    private const int Clients = 400;
    private const int AtOnce = 40;
    private readonly TestFolder _folder = new();
    private readonly int _port = Port.Take();

    [Fact]
    public async Task HoldsNoSocket_WhenAllAreGone()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        await using var broker = await Reference.StartAsync();
        await using var mqlb = await Mqlb.StartAsync(
            Section.Config(
                _port,
                [broker],
                "maxconn 20",
                "    timeout queue 5s\n    stick-table type string size 1k\n    stick on req.payload(0,0),mqtt_field_value(connect,client_identifier)",
                $"ssl crt {_folder.ServerBundle}",
                "    timeout client-hs 2s"),
            _folder);
        await VisitAsync();
        await mqlb.LineAsync(" f~ b/s1 ");
        var before = Sockets(mqlb).Count;

        var random = new Random(seed);
        var clients = Enumerable.Range(0, Clients).Select(_ => (Way: random.Next(6), Bytes: random.Next(1, 300))).ToList();
        await Parallel.ForEachAsync(
            clients,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (client, _) => await MisbehaveAsync(client.Way, client.Bytes));

        await VisitAsync();
        var most = before + Mqlb.MostSpareSockets();
        await Patience.UntilAsync(() => Sockets(mqlb).Count <= most, () => $"{string.Join('\n', Sockets(mqlb))}, {before} before (seed {seed})");
        await Patience.UntilAsync(() => broker.Counters.Connections == 0, () => $"{broker.Counters.Connections} connections at the broker (seed {seed})");
        Assert.Empty(mqlb.Process.Lines("Bug in|Unhandled|Exception"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("accept-proxy")]
    public async Task GoesOnAccepting_WhenClientsResetRightAfterTheConnect(string bind)
    {
        await using var broker = await Reference.StartAsync();
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, [broker], bind: bind), _folder);

        for (var i = 0; i < 200; i++)
        {
            await using var client = await RawClient.OpenAsync(_port);
            client.Socket.LingerState = new LingerOption(true, 0);
        }

        await using var polite = await RawClient.OpenAsync(_port);
        if (bind.Length > 0) await polite.SendAsync("PROXY TCP4 203.0.113.7 127.0.0.1 4711 1883\r\n");
        await polite.SendAsync(RawClient.Connect("polite"));
        await polite.ExpectConnAckAsync();
    }

    public void Dispose() => _folder.Dispose();

    private static List<string> Sockets(Mqlb mqlb) =>
    [
        .. Directory.GetFiles($"/proc/{mqlb.Process.Id}/fd")
            .Select(descriptor => new FileInfo(descriptor).LinkTarget ?? "")
            .Where(link => link.StartsWith("socket:", StringComparison.Ordinal)),
    ];

    private async Task VisitAsync()
    {
        await using var client = await Mqtt.ConnectTlsAsync(_port, _folder.TlsClient, "polite");
        await client.DisconnectAsync();
    }

    private async Task MisbehaveAsync(int way, int bytes)
    {
        await using var client = await RawClient.OpenAsync(_port);
        try
        {
            if (way == 0) return;
            if (way == 1)
            {
                await client.SendAsync(new byte[bytes]);
                return;
            }

            await client.StartTlsAsync(_folder.TlsClient);
            var connect = RawClient.Connect($"rough-{bytes}");
            if (way == 2) await client.SendAsync(connect.AsMemory(0, Math.Min(bytes, connect.Length - 1)));
            if (way == 3) await client.SendAsync(new byte[bytes]);
            if (way >= 4) await client.SendAsync(connect);
            if (way == 5) await client.ReadAsync(4);
            if (bytes % 2 == 0) client.Socket.LingerState = new LingerOption(true, 0);
        }
        catch (IOException)
        {
            // The balancer was faster to close.
            Assert.NotEqual(0, way);
        }
    }
}
