using System.Net.Sockets;

namespace Lb.Transport.Relaying.Portable;

/// <summary>Server leg of the portable relay: a plain socket.</summary>
internal static class ServerLeg
{
    /// <summary>Sends all of it.</summary>
    /// <exception cref="SocketException">The server leg broke.</exception>
    public static async ValueTask SendAsync(Socket server, ReadOnlyMemory<byte> bytes, RelayProgress progress)
    {
        while (!bytes.IsEmpty) bytes = bytes[await server.SendAsync(bytes, SocketFlags.None)..];
        progress.GaveToServer();
    }

    /// <summary>Waits until there is something to receive, holding no buffer meanwhile.</summary>
    public static ValueTask<int> AwaitBytesAsync(Socket server, RelayProgress progress)
    {
        progress.AwaitServerBytes();
        return server.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None);
    }

    /// <summary>Tells the server that the client is done; its own answer still arrives.</summary>
    public static void CloseSending(Socket server) => server.Shutdown(SocketShutdown.Send);
}
