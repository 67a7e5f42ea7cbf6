using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Processes;
using Lb.EndToEnd.Tests.Relaying;

namespace Lb.EndToEnd.Tests.Safety;

/// <summary>Clients and servers that take nothing, by the hundred and by the thousand: memory stays bounded, and all is delivered once they read.</summary>
public sealed class SlowFarEndsTests : IDisposable
{
    private const int Megabyte = 1024 * 1024;
    private const int AtOnce = 32;

    // More than the kernel holds for two legs with small buffers at their far ends.
    private const int Bytes = 12 * Megabyte;
    private const int SmallBuffer = 16 * 1024;
    private const long OnceForAll = 16 * Megabyte;
    private readonly TestFolder _folder = new();
    private readonly int _port = Port.Take();

    private static int Clients => Counts.Of(24, 1_000);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DeliversEverythingWithLittleMemory_WhenManyClientsReadLate(bool tls)
    {
        var written = 0L;
        var stopped = 0;
        await using var server = new ScriptedServer(async stream =>
        {
            var chunk = new byte[SmallBuffer];
            for (var left = Bytes; left > 0; left -= chunk.Length)
            {
                // As long as it takes until this client's turn to read: each read has a limit of its own.
                await stream.WriteAsync(chunk);
                Interlocked.Add(ref written, chunk.Length);
            }

            Interlocked.Increment(ref stopped);
        }, SmallBuffer);
        await using var mqlb = await StartAsync(server, tls);
        var clients = await OpenAsync(tls);
        var before = mqlb.Process.ResidentMemory;

        await StandsStillAsync(() => Interlocked.Read(ref written));

        Assert.True(stopped < Clients, "nobody is held up");
        AssertModest(mqlb, before);
        await Parallel.ForEachAsync(
            clients,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (client, _) => Assert.Equal(Bytes, await CountAsync(client.Stream)));
        foreach (var client in clients) await client.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DeliversEverythingWithLittleMemory_WhenTheServerReadsLate(bool tls)
    {
        var mayRead = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var received = 0L;
        await using var server = new ScriptedServer(async stream =>
        {
            await mayRead.Task;
            Interlocked.Add(ref received, await CountAsync(stream));
        }, SmallBuffer);
        await using var mqlb = await StartAsync(server, tls);
        var clients = await OpenAsync(tls);
        var before = mqlb.Process.ResidentMemory;
        var written = 0L;
        var sending = Task.WhenAll(clients.Select(async client =>
        {
            var chunk = new byte[SmallBuffer];
            for (var left = Bytes; left > 0; left -= chunk.Length)
            {
                await client.SendAsync(chunk);
                Interlocked.Add(ref written, chunk.Length);
            }

            // A close would be a reset, since a client of TLS has not read its session ticket: and a reset drops what is still to be sent.
            client.EndSending();
            Assert.Equal(0, await CountAsync(client.Stream));
            await client.DisposeAsync();
        }));

        await StandsStillAsync(() => Interlocked.Read(ref written));

        var isHeldUp = !sending.IsCompleted;
        var modest = Record.Exception(() => AssertModest(mqlb, before));
        mayRead.SetResult();
        Assert.Null(modest);
        Assert.True(isHeldUp, "nobody is held up");
        await sending;
        await Patience.UntilAsync(() => Interlocked.Read(ref received) == (long)Clients * Bytes, () => $"{received} of {(long)Clients * Bytes} bytes");
    }

    public void Dispose() => _folder.Dispose();

    private static void AssertModest(Mqlb mqlb, long before)
    {
        // Besides what each connection holds, the process grows once, by code and heap that the traffic needs.
        var grown = mqlb.Process.ResidentMemory - before;
        TestContext.Current.TestOutputHelper?.WriteLine($"{grown} bytes for {Clients}");
        Assert.True(grown < OnceForAll + (192L * 1024 * Clients), $"{grown} bytes for {Clients} connections");
    }

    private static async Task<long> CountAsync(Stream stream)
    {
        var buffer = new byte[64 * 1024];
        var total = 0L;
        for (int read; (read = await stream.ReadAsync(buffer, Patience.Token())) > 0;) total += read;
        return total;
    }

    // A sender that is stopped shows by its count: it stands still.
    private static async Task StandsStillAsync(Func<long> count)
    {
        var last = -1L;
        while (count() is var now && (now != last || now == 0))
        {
            last = now;
            await Task.Delay(TimeSpan.FromMilliseconds(500));
        }
    }

    private Task<Mqlb> StartAsync(ScriptedServer server, bool tls) =>
        Mqlb.StartAsync(Section.Config(_port, server.Line, tls ? $"ssl crt {_folder.ServerBundle}" : ""), _folder);

    private async Task<RawClient[]> OpenAsync(bool tls)
    {
        var clients = new RawClient[Clients];
        await Parallel.ForAsync(0, Clients, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
        {
            clients[i] = await RawClient.OpenAsync(_port, SmallBuffer);
            if (tls) await clients[i].StartTlsAsync(_folder.TlsClient);
        });
        return clients;
    }
}
