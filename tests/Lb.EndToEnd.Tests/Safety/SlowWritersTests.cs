using System.Net.Sockets;
using Lb.EndToEnd.Tests.Brokers;
using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Endings;
using Lb.EndToEnd.Tests.Processes;
using Lb.Protocol.Mqtt;

namespace Lb.EndToEnd.Tests.Safety;

/// <summary>Clients that stop in the middle of what they say, by the hundred and by the thousand: memory stays bounded, others are served, and all
/// of them end at their deadline.</summary>
public sealed class SlowWritersTests : IAsyncLifetime
{
    private const int Kilobyte = 1024;
    private const int AtOnce = 32;

    // What is not there at the deadline is no valid CONNECT.
    private const string AtTheDeadline = @" f/<NOSRV> -1/-1/\d{5,} 0 PR ";
    private const int Sent = 200 * Kilobyte;
    private const int Record = 16 * Kilobyte;

    // Code and heap that the traffic needs, whatever it is.
    private const long OnceForAll = 24L * Kilobyte * Kilobyte;

    // Just below 256 KB: four fields, of which none may have more than 64.
    private static readonly byte[] LargeConnect = RawClient.Connect(new ConnectPacket
    {
        ClientId = new string('c', 65_000),
        Username = new string('u', 65_000),
        Will = new WillMessage { Topic = new string('t', 65_000), Payload = new byte[65_000] },
        CleanStart = true,
    });

    private readonly TestFolder _folder = new();
    private readonly int _port = Port.Take();
    private Reference? _broker;

    private static int Clients => Counts.Of(300, 1_000);

    public async ValueTask InitializeAsync() => _broker = await Reference.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _broker!.DisposeAsync();
        _folder.Dispose();
    }

    // What came is kept, in pages or in blocks of a pool; what was announced is not.
    [Fact]
    public Task KeepsNoMoreThanCame_WhenConnectsStopAt200Of256Kilobytes() => StallAsync("", Sent + (48 * Kilobyte), SendMostOfAConnectAsync);

    [Fact]
    public Task KeepsLittle_WhenTlsRecordsStopInTheMiddle() => StallAsync($"ssl crt {_folder.ServerBundle}", 96 * Kilobyte, SendHalfARecordAsync);

    private static Task SendMostOfAConnectAsync(RawClient client) => client.SendAsync(LargeConnect.AsMemory(0, Sent));

    private async Task SendHalfARecordAsync(RawClient client)
    {
        await client.StartTlsAsync(_folder.TlsClient);
        await client.Socket.SendAsync((byte[])[23, 3, 3, Record >> 8, Record & 255, .. new byte[Record / 2]], SocketFlags.None, Patience.Token());
    }

    private async Task StallAsync(string bind, long each, Func<RawClient, Task> sayAsync)
    {
        await using var mqlb = await Mqlb.StartAsync(
            Section.Config(
                _port,
                [_broker!],
                bind: bind,
                frontend: "    timeout mqtt-connect 20s\n    tcp-request content reject unless { req.payload(0,0),mqtt_is_valid }"),
            _folder);
        await ServeOneAsync(bind);
        var before = mqlb.Process.ResidentMemory;
        var clients = new RawClient[Clients];
        await Parallel.ForAsync(0, Clients, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
        {
            clients[i] = await RawClient.OpenAsync(_port);
            await sayAsync(clients[i]);
        });

        await ServeOneAsync(bind);

        Assert.Empty(mqlb.Process.Lines(AtTheDeadline));
        await mqlb.LineAsync(AtTheDeadline, Clients);
        foreach (var client in clients) Assert.Equal("FIN", await EndOf.SeenAsync(new NetworkStream(client.Socket), client.Socket));
        AssertModest(mqlb, before, each);
        await ServeOneAsync(bind);
        foreach (var client in clients) await client.DisposeAsync();
    }

    private async Task ServeOneAsync(string bind)
    {
        if (bind.Length == 0) await Mqtt.VisitAsync(_port, "next");
        else await using (var client = await Mqtt.ConnectTlsAsync(_port, _folder.TlsClient, "next")) await client.DisconnectAsync();
    }

    private static void AssertModest(Mqlb mqlb, long before, long each)
    {
        var grown = mqlb.Process.PeakMemory - before;
        TestContext.Current.TestOutputHelper?.WriteLine($"{grown / Kilobyte} KB at most for {Clients}, {grown / Kilobyte / Clients} KB each");
        Assert.True(grown < OnceForAll + (each * Clients), $"{grown} bytes for {Clients} connections");
    }
}
