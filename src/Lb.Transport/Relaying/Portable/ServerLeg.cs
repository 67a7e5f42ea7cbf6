using System.Net.Sockets;

namespace Lb.Transport.Relaying.Portable;

/// <summary>Server leg of the portable relay: a plain socket.</summary>
internal static class ServerLeg
{
    /// <summary>Completes when the kernel has taken all of it.</summary>
    /// <exception cref="SocketException">The server leg broke.</exception>
    public static async ValueTask SendAsync(Socket server, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty) bytes = bytes[await server.SendAsync(bytes, SocketFlags.None)..];
    }

    /// <summary>Waits until there is something to receive, holding no buffer meanwhile.</summary>
    public static ValueTask<int> AwaitBytesAsync(Socket server) => server.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None);
}
