using System.Net.Sockets;

namespace Lb.Transport.Relaying.Portable;

/// <summary>Server leg of the portable relay: a plain socket, used without waiting as long as it goes. An asynchronous operation would keep the last
/// buffer that it was given alive for as long as the connection idles.</summary>
internal static class ServerLeg
{
    /// <summary>Prepares a connected socket.</summary>
    public static void Prepare(Socket server) => server.Blocking = false;

    /// <summary>Completes when the kernel has taken all of it.</summary>
    /// <exception cref="SocketException">The server leg broke.</exception>
    public static ValueTask SendAsync(Socket server, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var sent = server.Send(bytes.Span, SocketFlags.None, out var error);
            if (error == SocketError.WouldBlock) return WaitAndSendAsync(server, bytes);
            if (error != SocketError.Success) throw new SocketException((int)error);
            bytes = bytes[sent..];
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Waits until there is something to receive, holding no buffer meanwhile.</summary>
    public static ValueTask<int> AwaitBytesAsync(Socket server) => server.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None);

    /// <summary>Receives what is there.</summary>
    /// <returns>False when nothing is; a count of 0 is the end of data.</returns>
    /// <exception cref="SocketException">The server leg broke.</exception>
    public static bool TryReceive(Socket server, Span<byte> buffer, out int count)
    {
        count = server.Receive(buffer, SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock) return false;
        if (error != SocketError.Success) throw new SocketException((int)error);
        return true;
    }

    private static async ValueTask WaitAndSendAsync(Socket server, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty) bytes = bytes[await server.SendAsync(bytes, SocketFlags.None)..];
    }
}
