using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography;
using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Processes;
using Lb.EndToEnd.Tests.Relaying;

namespace Lb.EndToEnd.Tests.Tls;

/// <summary>Binds with <c>ktls on</c>. <c>tests/kernel-tls</c> runs these on a kernel that has it.</summary>
public sealed class KernelTlsTests : IDisposable
{
    private const string Counters = "/proc/net/tls_stat";
    private const string NoKernelTls = "This kernel offers no TLS (CONFIG_TLS, module tls).";
    private readonly TestFolder _folder = new();
    private readonly int _port = Port.Take();

    private static bool IsOffered => File.Exists(Counters);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task CarriesBytesBothWays_AndBothEnds()
    {
        SkipWhereThereIsNone();
        await using var server = new ScriptedServer(stream => stream.CopyToAsync(stream));
        await using var mqlb = await StartAsync(server);
        await using var client = await RawClient.OpenAsync(_port);
        await client.StartTlsAsync(_folder.TlsClient);
        await EchoAsync(client, 100);
        await UntilKernelHasAsync(1);

        foreach (var size in (int[])[1, 128, 16 * 1024, 20_000, 4 * 1024 * 1024]) await EchoAsync(client, size);
        await ((SslStream)client.Stream).ShutdownAsync();
        client.EndSending();

        Assert.Empty(await client.ReadToEndAsync());
        await UntilKernelHasAsync(0);
    }

    [Fact]
    public async Task DeliversEverything_WhenTheClientReadsLate_AndTheServerHasEnded()
    {
        SkipWhereThereIsNone();
        var sent = RandomNumberGenerator.GetBytes(8 * 1024 * 1024);
        var mayWrite = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var written = 0;
        await using var server = new ScriptedServer(async stream =>
        {
            await mayWrite.Task;
            for (; written < sent.Length; written += 64 * 1024) await stream.WriteAsync(sent.AsMemory(written, 64 * 1024));
        });
        await using var mqlb = await StartAsync(server);
        await using var client = await RawClient.OpenAsync(_port, 16 * 1024);
        await client.StartTlsAsync(_folder.TlsClient);
        await UntilKernelHasAsync(1);

        mayWrite.SetResult();
        await Patience.UntilAsync(() => written > 1024 * 1024, () => $"{written} bytes written");

        // Ends with close_notify: without it this would throw.
        Assert.Equal(sent, await client.ReadToEndAsync());
        await client.DisposeAsync();
        await UntilKernelHasAsync(0);
    }

    [Fact]
    public async Task CarriesManyConnectionsAtOnce()
    {
        SkipWhereThereIsNone();
        const int many = 50;
        await using var server = new ScriptedServer(stream => stream.CopyToAsync(stream));
        await using var mqlb = await StartAsync(server);
        var clients = new List<RawClient>();
        for (var i = 0; i < many; i++)
        {
            clients.Add(await RawClient.OpenAsync(_port));
            await clients[i].StartTlsAsync(_folder.TlsClient);
        }

        await UntilKernelHasAsync(many);
        for (var round = 0; round < 20; round++) await Task.WhenAll(clients.Select((client, i) => EchoAsync(client, 1 + (i * round * 50))));
        foreach (var client in clients) client.Socket.Close(0);

        await UntilKernelHasAsync(0);
    }

    [Fact]
    public async Task SaysSo_AndGoesOnWithoutIt_WhenTheKernelOffersNone()
    {
        Assert.SkipWhen(Mqlb.IsOnPortable, "The portable transport has records of its own.");
        Assert.SkipWhen(IsOffered, "This kernel offers TLS.");
        await using var server = new ScriptedServer(stream => stream.CopyToAsync(stream));
        await using var mqlb = await StartAsync(server);
        await using var client = await RawClient.OpenAsync(_port);
        await client.StartTlsAsync(_folder.TlsClient);

        await EchoAsync(client, 100_000);

        Assert.Contains("this kernel offers no TLS, so 'ktls on' has no effect. Load its module: modprobe tls.", mqlb.Process.Output, StringComparison.Ordinal);
    }

    private static void SkipWhereThereIsNone()
    {
        Assert.SkipWhen(Mqlb.IsOnPortable, "The portable transport has records of its own.");
        Assert.SkipUnless(IsOffered, NoKernelTls);
    }

    private static async Task EchoAsync(RawClient client, int size)
    {
        var sent = RandomNumberGenerator.GetBytes(size);
        var sending = client.SendAsync(sent);
        Assert.Equal(sent, await client.ReadAsync(size));
        await sending;
    }

    private static Task UntilKernelHasAsync(int connections) => Patience.UntilAsync(
        () => Count("TlsCurrTxSw") == connections && Count("TlsCurrRxSw") == connections,
        () => File.ReadAllText(Counters));

    private static int Count(string name) => File.ReadLines(Counters)
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Select(line => int.Parse(line[name.Length..], NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture))
        .Single();

    private Task<Mqlb> StartAsync(ScriptedServer server) =>
        Mqlb.StartAsync(Section.Config(_port, server.Line, $"ssl crt {_folder.ServerBundle} ktls on"), _folder);
}
