using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Lb.EndToEnd.Tests.Processes;

namespace Lb.EndToEnd.Tests.Safety;

/// <summary>Clients that speak wrongly, on bare sockets.</summary>
internal static class HostileClient
{
    /// <summary>Records what a real client opens with.</summary>
    public static async Task<byte[]> RecordHelloAsync(SslClientAuthenticationOptions options)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        using var client = Open();
        await client.ConnectAsync(IPAddress.Loopback, port, Patience.Token());
        using var server = await listener.AcceptAsync(Patience.Token());
        await using var tls = new SslStream(new NetworkStream(client));
        var handshake = tls.AuthenticateAsClientAsync(options, Patience.Token());
        var hello = new byte[16384];
        var length = await server.ReceiveAsync(hello, Patience.Token());
        server.Dispose();
        await Assert.ThrowsAnyAsync<IOException>(() => handshake);
        return hello[..length];
    }

    /// <summary>Connects, says something, and leaves: by RST, or in order once the balancer has answered or closed.</summary>
    public static async Task VisitAsync(int port, ReadOnlyMemory<byte> bytes, bool reset)
    {
        using var socket = Open();
        await socket.ConnectAsync(IPAddress.Loopback, port, Patience.Token());
        await FinishAsync(socket, bytes, reset);
    }

    /// <summary>Says something on a connection and leaves it: by RST, or in order once the balancer has answered or closed.</summary>
    public static async Task FinishAsync(Socket socket, ReadOnlyMemory<byte> bytes, bool reset)
    {
        try
        {
            while (!bytes.IsEmpty) bytes = bytes[await socket.SendAsync(bytes, Patience.Token())..];
            if (reset)
            {
                socket.LingerState = new LingerOption(true, 0);
                return;
            }

            socket.Shutdown(SocketShutdown.Send);
            var answer = new byte[16384];
            while (await socket.ReceiveAsync(answer, Patience.Token()) > 0)
            {
                // Its alert, and perhaps the first flight of a handshake.
            }
        }
        catch (SocketException broken)
        {
            // It closed before all was said.
            Assert.Contains(broken.SocketErrorCode, (SocketError[])[SocketError.ConnectionReset, SocketError.Shutdown, SocketError.NotConnected]);
        }
    }

    private static Socket Open() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
}
