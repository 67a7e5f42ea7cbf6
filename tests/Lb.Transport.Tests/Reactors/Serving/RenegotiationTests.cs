using System.Net.Sockets;
using Lb.Transport.Native;
using Lb.Transport.Tests.Frontends;
using Lb.Transport.Tests.Reactors.Tls;

namespace Lb.Transport.Tests.Reactors.Serving;

/// <summary>Clients of TLS 1.2 that begin another handshake on a connection that relays.</summary>
public sealed class RenegotiationTests
{
    private const byte Handshake = 22;
    private const int Burst = 200;
    private const int MostBursts = 2_000;

    [Fact]
    public async Task RefusesIt_AndGoesOn()
    {
        await using var front = await ReactorFront.StartAsync(new FrontPlan(LegKind.Tls));
        using var client = NewClient();
        using var socket = await ShakeAsync(front, client);
        using var server = new NetworkStream(await front.AcceptAsync(), ownsSocket: true);

        var another = client.Renegotiate();
        await socket.SendAsync(another).InTime();
        var alert = new byte[64];

        Assert.True(await socket.ReceiveAsync(alert).InTime() > 5);
        Assert.Equal(21, alert[0]);
        await server.WriteAsync("x"u8.ToArray()).InTime();
        Assert.True(await socket.ReceiveAsync(alert).InTime() > 5);
        Assert.Equal(23, alert[0]);
        Assert.Empty(front.Ends.All);
    }

    [Fact]
    public async Task ClosesTheConnectionAndServesOthers_WhenAClientAsksWithoutEndAndReadsNothing()
    {
        await using var front = await ReactorFront.StartAsync(new FrontPlan(LegKind.Tls));
        using var other = await front.ConnectAsync();
        using var client = NewClient();
        using var socket = await ShakeAsync(front, client, shrunk => shrunk.ReceiveBufferSize = 4096);
        using var server = await front.AcceptAsync();
        using var sealer = client.TakeSealer();
        using var next = NewClient();
        var hello = next.Hello().AsMemory(5);

        var sent = 0;
        for (; await TrySendAsync(socket, Seal(sealer, hello.Span)); sent++)
        {
            Assert.True(sent < MostBursts, "the client may ask without end");
            await other.ExchangeAsync();
            Assert.InRange(Assert.Single(await front.AskAsync(Held.By)).BufferBytes, 0, 256 * 1024);
        }

        await other.ExchangeAsync();
        var end = Assert.Single(front.Ends.All);
        Assert.Equal((Lb.Transport.Relaying.RelayEnd.ClientAborted, 0L), (end.End, end.BytesFromClient));
        front.AssertNoBug();
    }

    private static MemoryClient NewClient()
    {
        var client = new MemoryClient(TestTls.ServerName, version: LibSsl.Tls12);
        client.OfferOnly("ECDHE-ECDSA-AES128-GCM-SHA256");
        return client;
    }

    private static async Task<Socket> ShakeAsync(ReactorFront front, MemoryClient client, Action<Socket>? shape = null)
    {
        var socket = await front.OpenAsync(shape);
        await socket.SendAsync(client.Hello()).InTime();
        var buffer = new byte[16384];
        for (var isDone = false; !isDone;)
        {
            var count = await socket.ReceiveAsync(buffer).InTime();
            Assert.True(count > 0, "the handshake broke off");
            await socket.SendAsync(client.Shake(buffer.AsSpan(0, count), out isDone)).InTime();
        }

        return socket;
    }

    private static byte[] Seal(Tls12Sealer sealer, ReadOnlySpan<byte> hello)
    {
        var records = new List<byte>();
        for (var i = 0; i < Burst; i++) records.AddRange(sealer.Seal(Handshake, hello));
        return [.. records];
    }

    private static async Task<bool> TrySendAsync(Socket socket, byte[] bytes)
    {
        try
        {
            for (var left = bytes.AsMemory(); !left.IsEmpty;) left = left[await socket.SendAsync(left).InTime()..];
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown)
        {
            return false;
        }
    }
}
