using System.Net.Sockets;
using Lb.Transport.Relaying;
using Lb.Transport.Tests.Frontends;

namespace Lb.Transport.Tests.Relaying;

public sealed class RelayEndTests
{
    [Theory]
    [InlineData(LegKind.Plain)]
    [InlineData(LegKind.Tls)]
    public async Task EndsWithClientAborted_WhenTheClientResets(LegKind kind)
    {
        await using var relayed = await RelayedConnection.StartAsync(kind);

        relayed.ClientSocket.Reset();

        Assert.Equal(RelayEnd.ClientAborted, (await relayed.Outcome).End);
        Assert.True(await IsOverAsync(relayed.ServerStream));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(23)]
    [InlineData(99)]
    public async Task EndsWithClientAborted_WhenARecordIsNone(byte type)
    {
        await using var relayed = await RelayedConnection.StartAsync(LegKind.Tls);

        await relayed.ClientSocket.SendAsync((byte[])[type, 3, 3, 0, 40, .. Streams.Bytes(40)]).InTime();

        Assert.Equal(RelayEnd.ClientAborted, (await relayed.Outcome).End);
        Assert.True(await IsOverAsync(relayed.ServerStream));
    }

    [Theory]
    [InlineData(LegKind.Plain)]
    [InlineData(LegKind.Tls)]
    public async Task EndsWithServerAborted_WhenTheServerResets(LegKind kind)
    {
        await using var relayed = await RelayedConnection.StartAsync(kind);

        relayed.Server.Reset();

        Assert.Empty(await relayed.Client.ReadToEndAsync());
        Assert.Equal(RelayEnd.ServerAborted, (await relayed.Outcome).End);
    }

    [Theory]
    [InlineData(LegKind.Plain)]
    [InlineData(LegKind.Tls)]
    public async Task EndsWithClientClosed_WhenTheClientClosedBeforeTheServer(LegKind kind)
    {
        await using var relayed = await RelayedConnection.StartAsync(kind);

        await relayed.CloseClientSendingAsync();
        Assert.Empty(await relayed.ServerStream.ReadToEndAsync());
        relayed.Server.Close();

        Assert.Equal(RelayEnd.ClientClosed, (await relayed.Outcome).End);
    }

    [Theory]
    [InlineData(LegKind.Plain)]
    [InlineData(LegKind.Tls)]
    public async Task ClosesBothLegsOrderly_WhenStopped(LegKind kind)
    {
        await using var relayed = await RelayedConnection.StartAsync(kind);

        relayed.Run.Stop();

        Assert.Empty(await relayed.Client.ReadToEndAsync());
        Assert.Empty(await relayed.ServerStream.ReadToEndAsync());
        Assert.Equal(RelayEnd.GroupStopped, (await relayed.Outcome).End);
    }

    [Theory]
    [InlineData(LegKind.Plain)]
    [InlineData(LegKind.Tls)]
    public async Task EndsAtOnce_WhenStoppedWhileTheClientTakesNothing(LegKind kind)
    {
        await using var relayed = await RelayedConnection.StartAsync(kind);
        var (_, pending) = await relayed.ServerStream.FloodAsync(BackPressure.Offered);

        relayed.Run.Stop();

        Assert.Equal(RelayEnd.GroupStopped, (await relayed.Outcome).End);
        await Assert.ThrowsAsync<IOException>(() => pending.InTime());
    }

    [Theory]
    [InlineData(LegKind.Plain)]
    [InlineData(LegKind.Tls)]
    public async Task EndsAtOnce_WhenStoppedWhileTheServerTakesNothing(LegKind kind)
    {
        await using var relayed = await RelayedConnection.StartAsync(kind);
        var (_, pending) = await relayed.Client.FloodAsync(BackPressure.Offered);

        relayed.Run.Stop();

        Assert.Equal(RelayEnd.GroupStopped, (await relayed.Outcome).End);
        await Assert.ThrowsAsync<IOException>(() => pending.InTime());
    }

    [Theory]
    [InlineData(LegKind.Plain)]
    [InlineData(LegKind.Tls)]
    public async Task KeepsTheFirstCause_WhenOthersFollow(LegKind kind)
    {
        await using var relayed = await RelayedConnection.StartAsync(kind);
        var control = relayed.Run;

        relayed.Server.Shutdown(SocketShutdown.Send);
        Assert.Empty(await relayed.Client.ReadToEndAsync());
        control.Stop();
        control.Stop();

        Assert.Equal(RelayEnd.ServerClosed, (await relayed.Outcome).End);
    }

    [Theory]
    [InlineData(LegKind.Plain)]
    [InlineData(LegKind.Tls)]
    public async Task Ends_WhenTheClientIsGoneButTheServerSendsOn(LegKind kind)
    {
        await using var relayed = await RelayedConnection.StartAsync(kind);

        await relayed.CloseClientSendingAsync();
        Assert.Empty(await relayed.ServerStream.ReadToEndAsync());
        relayed.ClientSocket.Close();
        var (taken, pending) = await FloodUntilBrokenAsync(relayed.ServerStream);

        Assert.True(taken < BackPressure.Offered, "the relay swallowed everything that was sent to a client that is gone");
        await Assert.ThrowsAsync<IOException>(() => pending.InTime());
        Assert.Equal(RelayEnd.ClientClosed, (await relayed.Outcome).End);
    }

    [Fact]
    public async Task GivesTheTagBack_WhenItEnds()
    {
        var tag = RelayTag.From(new Guid("6f9619ff-8b86-d011-b42d-00c04fc964ff"));
        await using var relayed = await RelayedConnection.StartAsync(LegKind.Plain, tag: tag);

        relayed.Run.Stop();

        Assert.Equal(new Guid("6f9619ff-8b86-d011-b42d-00c04fc964ff"), (await relayed.TagAsync()).To<Guid>());
    }

    private static async Task<(long Taken, Task Pending)> FloodUntilBrokenAsync(Stream stream)
    {
        var chunk = Streams.Bytes(64 * 1024);
        for (long taken = 0; taken < BackPressure.Offered; taken += chunk.Length)
        {
            var write = stream.WriteAsync(chunk).AsTask();
            await Task.WhenAny(write).InTime();
            if (!write.IsCompletedSuccessfully) return (taken, write);
        }

        return (BackPressure.Offered, Task.CompletedTask);
    }

    // A leg that was closed or reset: the end of data, or an error.
    private static async Task<bool> IsOverAsync(Stream stream)
    {
        try
        {
            return await stream.ReadAsync(new byte[1]).InTime() == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
