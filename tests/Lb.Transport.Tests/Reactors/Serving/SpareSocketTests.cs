using System.Net.Sockets;
using Lb.Transport.Reactors.Sockets;
using Lb.Transport.Tests.Frontends;

namespace Lb.Transport.Tests.Reactors.Serving;

/// <summary>Server sockets that serve again.</summary>
public sealed class SpareSocketTests
{
    [Theory]
    [InlineData(LegKind.Plain)]
    [InlineData(LegKind.Tls)]
    internal async Task ServesAgain_WithNothingLeftOfTheConnectionBefore(LegKind kind)
    {
        await using var front = await ReactorFront.StartAsync(new FrontPlan(kind));
        var ports = new HashSet<int>();
        for (var i = 1; i <= 50; i++)
        {
            using var pair = await front.ConnectAsync();
            await pair.ExchangeAsync();
            ports.Add(PortOf(pair.ServerSocket));
            await EndByClientAsync(front, pair, i);

            Assert.Equal(1, await SparesAsync(front));
        }

        // A new connection, not the old one gone on.
        Assert.Equal(50, ports.Count);
        front.AssertNoBug();
    }

    [Fact]
    public async Task KeepsABoundedNumber_WhenManyEndTogether()
    {
        const int Many = SpareSockets.Most + 20;
        await using var front = await ReactorFront.StartAsync(new FrontPlan());
        for (var round = 1; round <= 3; round++)
        {
            var pairs = new List<ServedPair>();
            for (var i = 0; i < Many; i++) pairs.Add(await front.ConnectAsync());
            Assert.Equal(0, await SparesAsync(front));
            foreach (var pair in pairs) await pair.ExchangeAsync();
            foreach (var pair in pairs) await pair.CloseClientSendingAsync();
            foreach (var pair in pairs) await EndAnsweredAsync(pair);
            await front.UntilEmptyAsync(round * Many);

            Assert.Equal(SpareSockets.Most, await SparesAsync(front));
        }

        front.AssertNoBug();
    }

    [Theory]
    [InlineData("server ends first")]
    [InlineData("server resets")]
    [InlineData("client resets")]
    [InlineData("server resets behind the client's end")]
    [InlineData("stopped")]
    public async Task ClosesTheSocket_WhenTheEndIsAnyOther(string end)
    {
        await using var front = await ReactorFront.StartAsync(new FrontPlan { Relay = new() { Group = 1 } });
        using var pair = await front.ConnectAsync();
        await pair.ExchangeAsync();

        if (end == "client resets") pair.ClientSocket.Reset();
        else if (end == "server resets") pair.ServerSocket.Reset();
        else if (end == "stopped") front.StopGroup();
        else if (end == "server ends first") await EndByServerAsync(pair);
        else await ResetBehindEndAsync(pair);
        await front.UntilEmptyAsync(1);

        Assert.Equal(0, await SparesAsync(front));
        front.AssertNoBug();
    }

    private static async Task EndByClientAsync(ReactorFront front, ServedPair pair, int begun)
    {
        await pair.CloseClientSendingAsync();
        await EndAnsweredAsync(pair);
        await front.UntilEmptyAsync(begun);
    }

    private static async Task EndAnsweredAsync(ServedPair pair)
    {
        Assert.Empty(await pair.Server.ReadToEndAsync());
        pair.Server.Dispose();
        Assert.Empty(await pair.Client.ReadToEndAsync());
    }

    private static async Task EndByServerAsync(ServedPair pair)
    {
        pair.ServerSocket.Shutdown(SocketShutdown.Send);
        Assert.Empty(await pair.Client.ReadToEndAsync());
        pair.ClientSocket.Shutdown(SocketShutdown.Send);
        Assert.Empty(await pair.Server.ReadToEndAsync());
    }

    private static async Task ResetBehindEndAsync(ServedPair pair)
    {
        await pair.CloseClientSendingAsync();
        Assert.Empty(await pair.Server.ReadToEndAsync());
        pair.ServerSocket.Reset();
        await pair.ClientSocket.ReadToCloseAsync();
    }

    private static int PortOf(Socket server) => ((System.Net.IPEndPoint)server.RemoteEndPoint!).Port;

    private static async Task<int> SparesAsync(ReactorFront front) => Assert.Single(await front.AskAsync(reactor => reactor.Spares.Count));
}
