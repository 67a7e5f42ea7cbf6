using Lb.EndToEnd.Tests.Brokers;
using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Processes;

namespace Lb.EndToEnd.Tests.Safety;

/// <summary>Bytes that no TLS client sends: the process stays, the next client is served, and nothing is left of the attack.</summary>
public sealed class TlsAttackTests : IAsyncLifetime
{
    private const int Megabyte = 1024 * 1024;
    private const int AtOnce = 16;

    // Version, random, no session, one cipher suite, no compression: all that stands before the extensions.
    private const string BeforeExtensions = "0303" + "0000000000000000000000000000000000000000000000000000000000000000" + "00" + "00021301" + "0100";
    private readonly TestFolder _folder = new();
    private readonly int _port = Port.Take();
    private readonly Vitals _vitals = new(Port.Take());
    private Reference? _broker;
    private Mqlb? _mqlb;

    private Mqlb Mqlb => _mqlb!;

    public async ValueTask InitializeAsync()
    {
        _broker = await Reference.StartAsync();
        _mqlb = await Mqlb.StartAsync(
            Section.Config(_port, [_broker], bind: $"ssl crt {_folder.ServerBundle}", frontend: "    timeout client-hs 30s\n    option dontlognull") + _vitals.Frontend,
            _folder);
    }

    public async ValueTask DisposeAsync()
    {
        await Mqlb.DisposeAsync();
        await _broker!.DisposeAsync();
        _vitals.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task LeavesNothing_WhenTensOfThousandsSayAnythingButHello()
    {
        var random = new Random(Counts.Seed());
        var hello = await HostileClient.RecordHelloAsync(_folder.TlsClient);
        var attacks = Enumerable.Range(0, Counts.Of(20_000, 100_000)).Select(_ => (Bytes: HelloMutation.Next(random, hello), Reset: random.Next(3) == 0)).ToList();
        await AttackAsync(attacks.Take(1_000));
        var (descriptors, memory) = await RestAsync();

        await AttackAsync(attacks.Skip(1_000));

        await AssertUnharmedAsync(descriptors, memory);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LeavesNothing_WhereverTheHelloIsCut(bool reset)
    {
        var hello = await HostileClient.RecordHelloAsync(_folder.TlsClient);
        var (descriptors, memory) = await RestAsync();

        await AttackAsync(Enumerable.Range(0, hello.Length).Select(length => (hello[..length], reset)));

        await AssertUnharmedAsync(descriptors, memory);
    }

    /// <param name="hello">What a ClientHello with the right lengths around it contains.</param>
    [Theory]
    [InlineData("")]
    [InlineData(BeforeExtensions + "00")]
    [InlineData(BeforeExtensions + "0004" + "002b0000")]
    [InlineData(BeforeExtensions + "0007" + "00000003000100")]
    public async Task CountsAFailedHandshake_WhenTheHelloEndsWhereALengthShouldStand(string hello)
    {
        var bytes = Convert.FromHexString(hello);
        var (descriptors, memory) = await RestAsync();

        await HostileClient.VisitAsync(_port, TlsRecords.Hello(bytes), reset: false);

        await AssertUnharmedAsync(descriptors, memory);
        Assert.Equal(1, await _vitals.CounterAsync("""mqlb_frontend_handshake_errors_total{proxy="f"}"""));
    }

    [Fact]
    public async Task ServesOthersAndLeavesNothing_WhenHandshakesAreHeldOpenByTheHundred()
    {
        var hello = await HostileClient.RecordHelloAsync(_folder.TlsClient);
        await HoldHandshakesAsync(hello);
        var (descriptors, memory) = await RestAsync();

        await HoldHandshakesAsync(hello);

        await AssertUnharmedAsync(descriptors, memory);
    }

    private async Task HoldHandshakesAsync(byte[] hello)
    {
        var held = await Task.WhenAll(Enumerable.Range(0, Counts.Of(600, 3_000)).Select(_ => RawClient.OpenAsync(_port)));
        for (var i = 0; i < held.Length; i++) await held[i].SendAsync(hello.AsMemory(0, i % 2 == 0 ? hello.Length : 1 + (i % (hello.Length - 1))));
        await ServeOneAsync();
        foreach (var client in held) await client.DisposeAsync();
    }

    private async Task AttackAsync(IEnumerable<(byte[] Bytes, bool Reset)> attacks) => await Parallel.ForEachAsync(
        attacks,
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
        async (attack, _) => await HostileClient.VisitAsync(_port, attack.Bytes, attack.Reset));

    private async Task<(int Descriptors, long Memory)> RestAsync()
    {
        await ServeOneAsync();
        Assert.Equal(0, await _vitals.CounterAsync("""haproxy_frontend_internal_errors_total{proxy="f"}"""));
        await Patience.UntilAsync(() => _broker!.Counters.Connections == 0, () => "a client is still there");
        return (Vitals.Descriptors(Mqlb), Mqlb.Process.ResidentMemory);
    }

    private async Task AssertUnharmedAsync(int descriptors, long memory)
    {
        await ServeOneAsync();
        await _vitals.AssertCalmAsync(Mqlb, descriptors + 1 + Mqlb.MostSpareSockets());
        var grown = Mqlb.Process.ResidentMemory - memory;
        Assert.True(grown < 48 * Megabyte, $"Its memory grew by {grown / Megabyte} MB.");
        TestContext.Current.TestOutputHelper?.WriteLine($"memory grew by {grown / 1024} KB");
    }

    private async Task ServeOneAsync()
    {
        await using var client = await Mqtt.ConnectTlsAsync(_port, _folder.TlsClient, "next");
        await client.DisconnectAsync();
    }
}
