using System.Net.Sockets;

namespace Lb.Transport.Relaying.Portable;

/// <summary>Closing a client leg's socket, which Kestrel owns and disposes of.</summary>
internal static class ClientSocket
{
    /// <summary>Sends FIN behind what was sent already; reading goes on.</summary>
    /// <exception cref="SocketException">The leg broke.</exception>
    public static void CloseSending(Socket socket) => socket.Shutdown(SocketShutdown.Send);

    /// <summary>Closes both directions. A socket that is gone already is closed.</summary>
    public static void Close(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Reset by the client, or disposed of by Kestrel, a moment before.
        }
    }
}
