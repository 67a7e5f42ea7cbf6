using System.Net.Sockets;
using Lb.Transport.Reactors;
using Lb.Transport.Reactors.Relaying;
using Lb.Transport.Reactors.Sockets;
using Lb.Transport.Reactors.Tls;
using Lb.Transport.Tests.Frontends;

namespace Lb.Transport.Tests.Reactors.Serving;

public sealed class StarvationTests
{
    private const int Limit = 1024 * 1024;
    private const int Stalled = 200;
    private const int Large = 1024 * 1024;

    [Theory]
    [InlineData(LegKind.Plain)]
    [InlineData(LegKind.Tls)]
    internal async Task ServesThoseThatRead_WhileClientsThatDoNotHoldAllMemory(LegKind kind)
    {
        await using var front = await ReactorFront.StartAsync(new FrontPlan(kind) { BufferLimit = Limit });
        var early = await front.ConnectAsync();
        await early.ExchangeAsync();
        var stalled = new List<ServedPair>();
        for (var i = 0; i < Stalled; i++) stalled.Add(await front.ConnectAsync(socket => socket.ReceiveBufferSize = 4_096));
        await FillAsync(front, stalled);

        await early.ExchangeAsync();
        using var late = await front.ConnectAsync();
        await late.ExchangeAsync();
        await Task.WhenAll(SendAsync(late.Client, late.Server, 1), SendAsync(late.Server, late.Client, 2));

        Assert.All(await front.AskAsync(IsShort), Assert.True);
        Assert.Empty(front.Ends.All);
        foreach (var pair in stalled) pair.Dispose();
        early.Dispose();
        late.Dispose();
        await front.UntilEmptyAsync(Stalled + 2);
        front.AssertNoBug();
    }

    // Until the reactor has no buffer for another full read. Many are needed: the kernel takes most of what is sent to each, and leaves a rest of
    // some kilobytes.
    private static async Task FillAsync(ReactorFront front, List<ServedPair> stalled)
    {
        using var limit = new CancellationTokenSource(Limits.Hang);
        var bytes = new byte[64 * 1024];
        var sent = 0L;
        while (!Assert.Single(await front.AskAsync(IsShort)))
        {
            Assert.False(limit.IsCancellationRequested, $"memory is not short after {sent} bytes");
            foreach (var pair in stalled) sent += SendNow(pair.ServerSocket, bytes);
        }
    }

    private static int SendNow(Socket socket, byte[] bytes)
    {
        socket.Blocking = false;
        var sent = socket.Send(bytes, SocketFlags.None, out var error);
        Assert.True(error is SocketError.Success or SocketError.WouldBlock, $"{error}");
        socket.Blocking = true;
        return sent;
    }

    private static bool IsShort(Reactor reactor) => !reactor.Pool.HasRoom(
        LegIo<SystemSockets, TlsCalls>.MostPerRead + LegIo<SystemSockets, TlsCalls>.Reserve);

    private static async Task SendAsync(Stream from, Stream to, int salt)
    {
        var bytes = Streams.Bytes(Large, salt);
        var writing = from.WriteAsync(bytes).InTime();
        Assert.Equal(bytes, await to.ReadExactlyAsync(bytes.Length));
        await writing;
    }
}
