using System.Net.Sockets;
using Lb.EndToEnd.Tests.Brokers;
using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Processes;

namespace Lb.EndToEnd.Tests.Safety;

/// <summary>TLS clients that come and go, and that break off wherever they can.</summary>
public sealed class TlsChurnTests : IAsyncLifetime
{
    private const int Megabyte = 1024 * 1024;
    private const int AtOnce = 16;
    private readonly TestFolder _folder = new();
    private readonly int _port = Port.Take();
    private readonly Vitals _vitals = new(Port.Take());
    private Reference? _broker;

    public async ValueTask InitializeAsync() => _broker = await Reference.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _broker!.DisposeAsync();
        _vitals.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task KeepsItsMemoryAndSockets_WhenThousandsOfTlsClientsComeAndGo(int threads)
    {
        await using var mqlb = await Mqlb.StartAsync(
            Section.Config(
                _port,
                TestBroker.Servers([_broker!]),
                $"ssl crt {_folder.ServerBundle}",
                global: $"    nbthread {threads}").Replace("option tcplog", "option dontlognull", StringComparison.Ordinal) + _vitals.Frontend,
            _folder);
        var random = new Random(Counts.Seed());
        await VisitAsync(random, 400);
        await _vitals.AssertCalmAsync(mqlb, int.MaxValue);
        var (descriptors, memory) = (Vitals.Descriptors(mqlb), mqlb.Process.ResidentMemory);

        await VisitAsync(random, Counts.Of(600, 20_000));

        await _vitals.AssertCalmAsync(mqlb, descriptors + 1 + Mqlb.MostSpareSockets(threads));
        var grown = mqlb.Process.ResidentMemory - memory;
        TestContext.Current.TestOutputHelper?.WriteLine($"memory grew by {grown / 1024} KB");
        Assert.True(grown < 24 * Megabyte, $"Its memory grew by {grown / Megabyte} MB.");
    }

    private async Task VisitAsync(Random random, int count) => await Parallel.ForEachAsync(
        Enumerable.Range(0, count).Select(_ => (Step: random.Next(6), Reset: random.Next(2) == 0)).ToList(),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
        async (visit, _) => await VisitAsync(visit.Step, visit.Reset));

    // Leaves after so many steps, by RST or in order.
    private async Task VisitAsync(int step, bool reset)
    {
        await using var client = await RawClient.OpenAsync(_port);
        if (step > 0) await client.StartTlsAsync(_folder.TlsClient);
        var connect = RawClient.Connect($"visitor-{Guid.NewGuid():N}");
        if (step == 2) await client.SendAsync(connect.AsMemory(0, connect.Length / 2));
        if (step > 2) await client.SendAsync(connect);
        if (step > 3) await client.ExpectConnAckAsync();
        if (step > 4) await client.SendAsync((byte[])[0xe0, 0]);
        if (reset) client.Socket.LingerState = new LingerOption(true, 0);
    }
}
