using System.Buffers.Binary;
using System.Net.Sockets;
using Lb.Transport.Tests.Frontends;
using Lb.Transport.Tests.Reactors.Tls;

namespace Lb.Transport.Tests.Reactors.Serving;

/// <summary>A client that never finishes its handshake.</summary>
internal static class BrokenHandshake
{
    private static readonly byte[] FatalAlert = [21, 3, 3, 0, 2, 2, 40];

    /// <summary>Breaks off, and waits until the other side closed too.</summary>
    public static async Task VisitAsync(ReactorFront front, HandshakeEnd end)
    {
        using var client = new MemoryClient(TestTls.ServerName);
        using var socket = await front.OpenAsync();
        await SayAsync(socket, client, end);
        if (end is HandshakeEnd.SilentReset or HandshakeEnd.HalfHelloReset or HandshakeEnd.HelloReset)
        {
            socket.Reset();
            return;
        }

        if (end is HandshakeEnd.SilentFin or HandshakeEnd.HalfHelloFin or HandshakeEnd.HelloFin) socket.Shutdown(SocketShutdown.Send);
        await socket.ReadToCloseAsync();
    }

    private static async Task SayAsync(Socket socket, MemoryClient client, HandshakeEnd end)
    {
        var hello = client.Hello();
        var first = end switch
        {
            HandshakeEnd.SilentFin or HandshakeEnd.SilentReset or HandshakeEnd.TooLate => [],
            HandshakeEnd.HalfHelloFin or HandshakeEnd.HalfHelloReset => hello[..(hello.Length / 2)],
            HandshakeEnd.OldVersion => WithOldVersion(hello),
            HandshakeEnd.Garbage => Streams.Bytes(200),
            _ => hello,
        };
        await socket.SendAsync(first).InTime();
        if (end == HandshakeEnd.Alert) await AnswerAsync(socket, FatalAlert);
        if (end == HandshakeEnd.WrongFinish) await AnswerAsync(socket, [23, 3, 3, 0, 40, .. Streams.Bytes(40)]);
    }

    private static async Task AnswerAsync(Socket socket, byte[] bytes)
    {
        Assert.True(await socket.ReceiveAsync(new byte[1]).InTime() > 0, "no first flight");
        await socket.SendAsync(bytes).InTime();
    }

    // TLS 1.1, in the hello and without the extension that says otherwise.
    private static byte[] WithOldVersion(byte[] hello)
    {
        var changed = (byte[])hello.Clone();
        BinaryPrimitives.WriteUInt16BigEndian(changed.AsSpan(9), 0x0302);
        var versions = changed.AsSpan().IndexOf((ReadOnlySpan<byte>)[0, 43, 0]);
        changed[versions + 1] = 99;
        return changed;
    }
}
