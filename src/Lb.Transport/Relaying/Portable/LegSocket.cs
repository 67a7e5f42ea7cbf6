using System.Net.Sockets;

namespace Lb.Transport.Relaying.Portable;

/// <summary>Closing the socket of a leg, which its owner disposes of later: disposing under way would reset the leg and lose what the
/// kernel still held for it.</summary>
internal static class LegSocket
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
            // Reset by the far end, or disposed of by its owner, a moment before.
        }
    }
}
