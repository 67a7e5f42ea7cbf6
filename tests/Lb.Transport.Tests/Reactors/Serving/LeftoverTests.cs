using System.Net.Sockets;
using Lb.Transport.Relaying;
using Lb.Transport.Tests.Frontends;
using Lb.Transport.Tests.Reactors.Tls;

namespace Lb.Transport.Tests.Reactors.Serving;

/// <summary>Records, buffers, timers and SSL* are counted, not weighed: of each, none may be left.</summary>
public sealed class LeftoverTests
{
    private const int Visits = 20;
    private const int Flood = 400_000;
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(60);
    private static readonly byte[] CorruptRecord = [23, 3, 3, 0, 40, .. Streams.Bytes(40)];

    public static TheoryData<HandshakeEnd> HandshakeEnds => [.. Enum.GetValues<HandshakeEnd>()];

    public static TheoryData<TlsRelayEnd> RelayEnds => [.. Enum.GetValues<TlsRelayEnd>()];

    [Theory]
    [MemberData(nameof(HandshakeEnds))]
    public async Task HandshakesLeaveNothing_HoweverTheyBreakOff(HandshakeEnd end)
    {
        var tls = end == HandshakeEnd.TooLate ? TestTls.Settings with { HandshakeTimeout = Short } : TestTls.Settings;
        await using var front = await ReactorFront.StartAsync(new FrontPlan(LegKind.Tls) { Tls = tls });

        await Task.WhenAll(Enumerable.Range(0, Visits).Select(_ => BrokenHandshake.VisitAsync(front, end)));

        await AssertNothingIsLeftAsync(front, Visits);
        Assert.Empty(front.Ends.All);
    }

    [Theory]
    [MemberData(nameof(RelayEnds))]
    public async Task RelaysLeaveNothing_HoweverTheyEnd(TlsRelayEnd end)
    {
        var plan = new FrontPlan(LegKind.Tls) { Relay = end == TlsRelayEnd.Timeout ? new RelaySettings(Short, null) : default };
        if (end == TlsRelayEnd.Abort) plan = plan with { BeforeRelay = legs => legs.Client.Abort() };
        await using var front = await ReactorFront.StartAsync(plan);
        var pairs = new List<ServedPair>();
        for (var i = 0; i < Visits; i++) pairs.Add(await front.ConnectAsync());

        // A server that resets before the relay has begun was never reached.
        if (end == TlsRelayEnd.ServerReset) foreach (var pair in pairs) await pair.ExchangeAsync();

        if (end == TlsRelayEnd.GroupStop) front.StopGroup();
        foreach (var pair in pairs) await EndAsync(pair, end);

        await AssertNothingIsLeftAsync(front, Visits);
        if (end != TlsRelayEnd.Abort) Assert.Equal(Visits, front.Ends.All.Count);
        foreach (var pair in pairs) pair.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task NothingIsLeft_WhenItIsCutWhileSomeShakeHandsAndOthersRelay(bool byDisposal)
    {
        await using var front = await ReactorFront.StartAsync(new FrontPlan(LegKind.Tls) { Relay = new RelaySettings(Limits.Hang, Limits.Hang) });
        var clients = new List<IDisposable>();
        for (var i = 0; i < Visits; i++)
        {
            var half = await front.OpenAsync();
            using var hello = new MemoryClient();
            await half.SendAsync(hello.Hello().AsMemory(0, 10 + i)).InTime();
            var pair = await front.ConnectAsync();
            clients.AddRange([half, await front.OpenAsync(), pair]);
            if (i % 2 == 0) await pair.Server.WriteAsync(Streams.Bytes(1_000)).InTime();
        }

        Assert.True(SpinWait.SpinUntil(() => front.Begun == 3 * Visits, Limits.Hang), $"{front.Begun} began");
        var held = Assert.Single(await front.AskAsync(Held.By));
        Assert.Equal((3 * Visits, 3 * Visits), (held.Records, held.Tls));
        if (!byDisposal) await front.CutAsync();
        if (!byDisposal) Assert.Equal(default, Assert.Single(await front.AskAsync(Held.By)));

        await front.DisposeAsync();
        Assert.All(front.Reactors, reactor => Assert.Equal(default, Held.By(reactor)));
        Assert.Equal(Enumerable.Repeat(RelayEnd.Stopped, Visits), front.Ends.All.Select(outcome => outcome.End));
        foreach (var client in clients) client.Dispose();
    }

    private static async Task AssertNothingIsLeftAsync(ReactorFront front, int begun)
    {
        await front.UntilEmptyAsync(begun);
        await front.DisposeAsync();
        Assert.All(front.Reactors, reactor => Assert.Equal(default, Held.By(reactor)));
        front.AssertNoBug();
    }

    private static async Task EndAsync(ServedPair pair, TlsRelayEnd end)
    {
        switch (end)
        {
            case TlsRelayEnd.ClientFin:
                await pair.CloseClientSendingAsync();
                pair.ServerSocket.Shutdown(SocketShutdown.Send);
                break;
            case TlsRelayEnd.ClientReset:
                pair.ClientSocket.Reset();
                break;
            case TlsRelayEnd.ClientLeaves:
                await pair.Server.WriteAsync(Streams.Bytes(1_000)).InTime();
                pair.ClientSocket.Close();
                pair.ServerSocket.Shutdown(SocketShutdown.Send);
                break;
            case TlsRelayEnd.ServerFin:
                pair.ServerSocket.Shutdown(SocketShutdown.Send);
                await pair.CloseClientSendingAsync();
                break;
            case TlsRelayEnd.ServerReset:
                pair.ServerSocket.Reset();
                break;
            case TlsRelayEnd.ServerFinBehindBytes:
                await pair.Server.WriteAsync(Streams.Bytes(Flood)).InTime();
                pair.ServerSocket.Close();
                await pair.Client.ReadExactlyAsync(Flood);
                await pair.CloseClientSendingAsync();
                break;
            case TlsRelayEnd.CorruptRecord:
                await pair.ClientSocket.SendAsync(CorruptRecord).InTime();
                break;
            case TlsRelayEnd.HalfRecordFin:
                await pair.ClientSocket.SendAsync(CorruptRecord.AsMemory(0, 20)).InTime();
                pair.ClientSocket.Shutdown(SocketShutdown.Send);
                pair.ServerSocket.Shutdown(SocketShutdown.Send);
                break;
            default:
                Assert.True(end is TlsRelayEnd.GroupStop or TlsRelayEnd.Timeout or TlsRelayEnd.Abort);
                break;
        }
    }
}
