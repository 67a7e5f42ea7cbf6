using Lb.Transport.Relaying;
using Lb.Transport.Tests.Frontends;

namespace Lb.Transport.Tests.Relaying;

public sealed class BackPressureTests
{
    [Theory]
    [InlineData(LegKind.Plain)]
    [InlineData(LegKind.Tls)]
    public async Task StopsTheServer_WhenTheClientTakesNothing(LegKind kind)
    {
        await using var relayed = await RelayedConnection.StartAsync(kind);

        var (taken, pending) = await relayed.ServerStream.FloodAsync(BackPressure.Offered);

        Assert.InRange(taken, 1, BackPressure.Cap);
        Assert.False(pending.IsCompleted);
    }

    [Theory]
    [InlineData(LegKind.Plain)]
    [InlineData(LegKind.Tls)]
    public async Task StopsTheClient_WhenTheServerTakesNothing(LegKind kind)
    {
        await using var relayed = await RelayedConnection.StartAsync(kind);

        var (taken, pending) = await relayed.Client.FloodAsync(BackPressure.Offered);

        Assert.InRange(taken, 1, BackPressure.Cap);
        Assert.False(pending.IsCompleted);
    }

    [Theory]
    [InlineData(LegKind.Plain)]
    [InlineData(LegKind.Tls)]
    public async Task HoldsNoMoreThanItsBuffers_WhileTheServerTakesNothing(LegKind kind)
    {
        await using var relayed = await RelayedConnection.StartAsync(kind);

        var (taken, _) = await relayed.Client.FloodAsync(BackPressure.Offered);
        var relayTook = relayed.Run.BytesFromClient;
        var inServersKernel = await CountPendingAsync(relayed, taken);

        // What the relay took is in the kernel on its way to the server, but for the one buffer in hand.
        Assert.InRange(relayTook - inServersKernel, 0, RelayBuffers.PipeLimit);
    }

    [Theory]
    [InlineData(LegKind.Plain)]
    [InlineData(LegKind.Tls)]
    public async Task DeliversEveryByte_WhenASlowReaderWakesUp(LegKind kind)
    {
        await using var relayed = await RelayedConnection.StartAsync(kind);
        var (taken, pending) = await relayed.ServerStream.FloodAsync(BackPressure.Offered);

        var total = (int)taken + 64 * 1024;
        var received = await relayed.Client.ReadExactlyAsync(total);
        await pending.InTime();

        var chunk = Streams.Bytes(64 * 1024);
        Assert.All(Enumerable.Range(0, total / chunk.Length), i => Assert.True(received.AsSpan(i * chunk.Length, chunk.Length).SequenceEqual(chunk)));
        Assert.Equal(total, relayed.Run.BytesFromServer);
    }

    // Stops the relay, whose kernel still delivers what it took, and counts that.
    private static async Task<long> CountPendingAsync(RelayedConnection relayed, long most)
    {
        relayed.Run.Stop();
        Assert.Equal(RelayEnd.GroupStopped, (await relayed.Outcome).End);
        var buffer = new byte[64 * 1024];
        long count = 0;
        while (await relayed.ServerStream.ReadAsync(buffer).InTime() is > 0 and var read) count += read;
        Assert.InRange(count, 1, most);
        return count;
    }
}
