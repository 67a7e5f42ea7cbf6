using System.Security.Authentication;
using Lb.EndToEnd.Tests.Brokers;
using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Endings;
using Lb.EndToEnd.Tests.Processes;
using Lb.Protocol.Mqtt;

namespace Lb.EndToEnd.Tests.Safety;

/// <summary>What no TLS client sends after its handshake: each costs one connection and nothing else.</summary>
public sealed class BrokenRecordTests : IAsyncLifetime
{
    private const int Megabyte = 1024 * 1024;
    private const int AtOnce = 8;
    private const int WarmUp = 200;

    // Not sessions: one that resets with the last bytes of its handshake may be gone before these were read.
    private const string Connections = """haproxy_frontend_connections_total{proxy="f"}""";
    private const string Line = @"^127\.0\.0\.1:\d+ \[.*\] f~? ";
    private readonly TestFolder _folder = new();
    private readonly int _port = Port.Take();
    private readonly Vitals _vitals = new(Port.Take());
    private Reference? _broker;

    /// <summary>How far a client goes before it breaks off.</summary>
    private enum Step
    {
        Handshake,
        HalfConnect,
        Connect,
        ConnAck,
    }

    private enum Leave
    {
        InOrder,
        ByReset,
    }

    public async ValueTask InitializeAsync() => _broker = await Reference.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _broker!.DisposeAsync();
        _vitals.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("    tcp-request content reject unless { req.payload(0,0),mqtt_is_valid }")]
    public async Task CostsOneConnectionEach_WhenBrokenRecordsFollowAHandshake(string frontend)
    {
        await using var mqlb = await Mqlb.StartAsync(
            Section.Config(_port, [_broker!], bind: $"ssl crt {_folder.ServerBundle}", frontend: frontend) + _vitals.Frontend, _folder);
        var random = new Random(Counts.Seed());
        var attacks = Enumerable.Range(0, Counts.Of(2_000, 20_000)).Select(_ => Attack.Next(random)).ToList();
        await using var steady = await Mqtt.ConnectTlsAsync(_port, _folder.TlsClient, "steady");
        await steady.SubscribeAsync([new("echo", QualityOfService.AtLeastOnce)], null, Patience.Token());
        await AttackAsync(attacks.Take(WarmUp));
        var (connections, descriptors, memory) = await RestAsync(mqlb);

        await AttackAsync(attacks.Skip(WarmUp));

        await EchoAsync(steady);
        var after = await RestAsync(mqlb);
        Assert.Equal(connections + attacks.Count - WarmUp, after.Connections);
        await mqlb.LineAsync(Line, attacks.Count);
        Assert.True(after.Descriptors <= descriptors + 1 + Mqlb.MostSpareSockets(), $"{after.Descriptors} descriptors, {descriptors} before");
        var grown = (after.Memory - memory) / Megabyte;
        Assert.True(grown < 48, $"Its memory grew by {grown} MB.");
        TellEnds(mqlb, grown);
        await steady.DisconnectAsync();
        await _vitals.AssertCalmAsync(mqlb, int.MaxValue);
        Assert.Equal(attacks.Count + 1, mqlb.Process.Lines(Line).Count);
    }

    private static async Task EchoAsync(Lb.Broker.Client.MqttClient client)
    {
        var echo = new PublishPacket { Topic = "echo", Payload = new byte[] { 7 }, QoS = QualityOfService.AtLeastOnce };
        Assert.Equal(ReasonCode.Success, await client.PublishAsync(echo, Patience.Token()));
        Assert.Equal(7, (await client.ReceiveAsync(Patience.Token()))!.Payload.Span[0]);
    }

    private static void TellEnds(Mqlb mqlb, long grown)
    {
        var ends = mqlb.Process.Lines(Line).GroupBy(LogLine.StateOf).OrderBy(group => group.Key, StringComparer.Ordinal);
        TestContext.Current.TestOutputHelper?.WriteLine($"memory grew by {grown} MB; ends: {string.Join(", ", ends.Select(end => $"{end.Key} {end.Count()}"))}");
    }

    // All but the steady client are gone, and it is served.
    private async Task<(long Connections, int Descriptors, long Memory)> RestAsync(Mqlb mqlb)
    {
        await Patience.UntilAsync(() => mqlb.Process.HasExited || _broker!.Counters.Connections == 1, () => $"{_broker!.Counters.Connections} clients at the broker");
        Assert.False(mqlb.Process.HasExited, mqlb.Process.Output);
        await _vitals.UntilAsync("""haproxy_frontend_current_sessions{proxy="f"}""", 1);
        await _vitals.UntilAsync("""haproxy_server_current_sessions{proxy="b",server="s1"}""", 1);
        Assert.Equal(0, await _vitals.CounterAsync("""haproxy_frontend_internal_errors_total{proxy="f"}"""));
        return (await _vitals.CounterAsync(Connections), Vitals.Descriptors(mqlb), mqlb.Process.ResidentMemory);
    }

    private async Task AttackAsync(IEnumerable<Attack> attacks) => await Parallel.ForEachAsync(
        attacks, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (attack, _) => await AttackAsync(attack));

    private async Task AttackAsync(Attack attack)
    {
        await using var client = await RawClient.OpenAsync(_port);
        var options = _folder.TlsClient;
        options.EnabledSslProtocols = attack.Version;
        await client.StartTlsAsync(options);
        var connect = RawClient.Connect($"attacker-{Guid.NewGuid():N}");
        if (attack.Step == Step.HalfConnect) await client.SendAsync(connect.AsMemory(0, connect.Length / 2));
        if (attack.Step >= Step.Connect) await client.SendAsync(connect);
        if (attack.Step == Step.ConnAck) await client.ExpectConnAckAsync();
        await HostileClient.FinishAsync(client.Socket, attack.Says, attack.Leave == Leave.ByReset);
    }

    private sealed record Attack(SslProtocols Version, Step Step, byte[] Says, Leave Leave)
    {
        public static Attack Next(Random random) => new(
            random.Next(2) == 0 ? SslProtocols.Tls12 : SslProtocols.Tls13,
            (Step)random.Next(4),
            TlsRecords.Broken(random),
            random.Next(3) == 0 ? Leave.ByReset : Leave.InOrder);
    }
}
