using System.Net.Sockets;
using System.Security.Authentication;
using Lb.Proxy.Tests.Proxies;

namespace Lb.Proxy.Tests.Kestrel;

/// <summary>A client that comes, goes and breaks off at any point.</summary>
internal static class RoughClient
{
    public const int Ways = 10;

    public static async Task LiveAsync(KestrelProxy proxy, int way)
    {
        using var socket = await proxy.OpenAsync();
        try
        {
            await LiveAsync(proxy, socket, way);
        }
        catch (Exception e) when (e is IOException or SocketException or AuthenticationException or ObjectDisposedException)
        {
            // Broken by the other side: as good as any end.
        }
    }

    private static async Task LiveAsync(KestrelProxy proxy, Socket socket, int way)
    {
        switch (way)
        {
            case 0:
                return;
            case 1:
                socket.Close(0);
                return;
            case 2:
                await socket.SendAsync(Packets.Connect("no-tls"));
                return;
            case 3:
                await socket.SendAsync(new byte[] { 0x16, 3, 1, 2, 0, 1, 0, 1, 0xFC, 3, 3 });
                socket.Close(0);
                return;
        }

        await using var tls = await proxy.SecureAsync(socket);
        var connect = Packets.Connect($"rough{way}");
        if (way == 5) socket.Close(0);
        if (way == 6) connect = connect[..^3];
        if (way == 4 || way == 5) return;
        await tls.WriteAsync(connect);
        if (way == 7) socket.Close(0);
        if (way >= 8) await tls.ReadAsync(new byte[100]).AsTask().InTime();
        if (way == 9) socket.Close(0);
    }
}
