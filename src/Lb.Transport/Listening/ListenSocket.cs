using System.Net.Sockets;

namespace Lb.Transport.Listening;

/// <summary>Makes listening sockets.</summary>
internal static class ListenSocket
{
    /// <summary>A bound, not yet listening socket. SO_REUSEADDR comes from the runtime; SO_REUSEPORT is not set, so that a second
    /// process on the same address fails loudly instead of taking half of the clients.</summary>
    /// <exception cref="SocketException">The address is taken or not of this machine.</exception>
    public static Socket CreateBound(BindEndPoint bind)
    {
        var socket = new Socket(bind.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (bind.AddressFamily == AddressFamily.InterNetworkV6) socket.DualMode = bind.DualStack;
            if (bind.KeepAlive) socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.Bind(bind);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
