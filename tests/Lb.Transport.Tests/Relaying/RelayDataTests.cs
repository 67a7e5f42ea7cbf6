using Lb.Transport.Relaying;
using Lb.Transport.Tests.Frontends;
using Microsoft.AspNetCore.Connections;

namespace Lb.Transport.Tests.Relaying;

public sealed class RelayDataTests
{
    private const int Mb = 1024 * 1024;

    [Theory]
    [InlineData(LegKind.Plain)]
    [InlineData(LegKind.Tls)]
    public async Task DeliversTheLastBytes_WhenTheServerClosesFirst(LegKind kind)
    {
        await using var relayed = await RelayedConnection.StartAsync(kind);
        var last = Streams.Bytes(Mb);

        await relayed.ServerStream.WriteAsync(last).InTime();
        relayed.Server.Close();

        Assert.Equal(last, await relayed.Client.ReadToEndAsync());
        relayed.Client.Close();
        Assert.Equal(new RelayOutcome(RelayEnd.ServerClosed, 0, last.Length), await relayed.Outcome);
    }

    [Theory]
    [InlineData(LegKind.Plain)]
    [InlineData(LegKind.Tls)]
    public async Task DeliversTheLastBytes_WhenTheServerResets(LegKind kind)
    {
        await using var relayed = await RelayedConnection.StartAsync(kind);
        byte[] refusal = [0x20, 2, 0, 5];

        await relayed.ServerStream.WriteAsync(refusal).InTime();
        relayed.Server.Reset();

        Assert.Equal(refusal, await relayed.Client.ReadToEndAsync());
        Assert.Equal(new RelayOutcome(RelayEnd.ServerAborted, 0, refusal.Length), await relayed.Outcome);
    }

    [Theory]
    [InlineData(LegKind.Plain)]
    [InlineData(LegKind.Tls)]
    public async Task DeliversTheServersAnswer_WhenTheClientClosedItsSideFirst(LegKind kind)
    {
        await using var relayed = await RelayedConnection.StartAsync(kind);

        await relayed.Client.WriteAsync(Streams.Bytes(100)).InTime();
        await relayed.CloseClientSendingAsync();
        Assert.Equal(Streams.Bytes(100), await relayed.ServerStream.ReadToEndAsync());
        await relayed.ServerStream.WriteAsync(Streams.Bytes(5000, 2)).InTime();
        relayed.Server.Close();

        Assert.Equal(Streams.Bytes(5000, 2), await relayed.Client.ReadToEndAsync());
        Assert.Equal(new RelayOutcome(RelayEnd.ClientClosed, 100, 5000), await relayed.Outcome);
    }

    [Theory]
    [InlineData(LegKind.Plain)]
    [InlineData(LegKind.Tls)]
    public async Task DeliversTheClientsBytes_WhenTheServerClosedItsSideFirst(LegKind kind)
    {
        await using var relayed = await RelayedConnection.StartAsync(kind);

        relayed.Server.Shutdown(System.Net.Sockets.SocketShutdown.Send);
        Assert.Empty(await relayed.Client.ReadToEndAsync());
        await relayed.Client.WriteAsync(Streams.Bytes(70_000)).InTime();
        await relayed.CloseClientSendingAsync();

        Assert.Equal(Streams.Bytes(70_000), await relayed.ServerStream.ReadToEndAsync());
        Assert.Equal(new RelayOutcome(RelayEnd.ServerClosed, 70_000, 0), await relayed.Outcome);
    }

    [Theory]
    [InlineData(LegKind.Plain)]
    [InlineData(LegKind.Tls)]
    public async Task MovesEveryByteBothWays_WhenBothSidesSend8MbAtOnce(LegKind kind)
    {
        await using var relayed = await RelayedConnection.StartAsync(kind);
        var up = Streams.Bytes(8 * Mb, 3);
        var down = Streams.Bytes(8 * Mb, 4);

        var writes = Task.WhenAll(relayed.Client.WriteAsync(up).AsTask(), relayed.ServerStream.WriteAsync(down).AsTask());
        var atServer = relayed.ServerStream.ReadExactlyAsync(up.Length);
        var atClient = relayed.Client.ReadExactlyAsync(down.Length);
        await writes.InTime();

        Assert.Equal(up, await atServer);
        Assert.Equal(down, await atClient);
        relayed.Run.Stop();
        Assert.Equal(new RelayOutcome(RelayEnd.GroupStopped, up.Length, down.Length), await relayed.Outcome);
    }

    [Theory]
    [InlineData(LegKind.Plain, true)]
    [InlineData(LegKind.Plain, false)]
    [InlineData(LegKind.Tls, true)]
    [InlineData(LegKind.Tls, false)]
    public async Task SendsTheBytesThatASetUpStageLeft_WhetherItMarkedThemAsLookedAt(LegKind kind, bool lookedAt)
    {
        var connect = Streams.Bytes(300, 5);
        await using var relayed = await RelayedConnection.StartAsync(kind, setUp: Peek, first: connect);

        Assert.Equal(connect, await relayed.ServerStream.ReadExactlyAsync(connect.Length));
        await relayed.Client.WriteAsync(Streams.Bytes(10)).InTime();
        Assert.Equal(Streams.Bytes(10), await relayed.ServerStream.ReadExactlyAsync(10));
        Assert.Equal(310, relayed.Run.BytesFromClient);

        async Task Peek(ConnectionContext connection)
        {
            var read = await connection.Transport.Input.ReadAtLeastAsync(connect.Length);
            connection.Transport.Input.AdvanceTo(read.Buffer.Start, lookedAt ? read.Buffer.End : read.Buffer.Start);
        }
    }

    [Theory]
    [InlineData(LegKind.Plain)]
    [InlineData(LegKind.Tls)]
    public async Task LeavesOutWhatASetUpStageConsumed(LegKind kind)
    {
        await using var relayed = await RelayedConnection.StartAsync(kind, setUp: TakeFour, first: [1, 2, 3, 4, 5, 6]);

        Assert.Equal([5, 6], await relayed.ServerStream.ReadExactlyAsync(2));

        static async Task TakeFour(ConnectionContext connection)
        {
            var read = await connection.Transport.Input.ReadAtLeastAsync(6);
            connection.Transport.Input.AdvanceTo(read.Buffer.GetPosition(4));
        }
    }

    [Theory]
    [InlineData(LegKind.Plain)]
    [InlineData(LegKind.Tls)]
    public async Task LetsTheServerSpeakFirst_WhenTheClientIsSilent(LegKind kind)
    {
        await using var relayed = await RelayedConnection.StartAsync(kind);

        await relayed.ServerStream.WriteAsync("220 hello"u8.ToArray()).InTime();

        Assert.Equal("220 hello"u8.ToArray(), await relayed.Client.ReadExactlyAsync(9));
    }
}
