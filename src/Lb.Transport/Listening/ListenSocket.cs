using System.Net.Sockets;

namespace Lb.Transport.Listening;

/// <summary>Makes listening sockets.</summary>
internal static class ListenSocket
{
    /// <summary>How long the kernel keeps a client that says nothing, seconds: up to its first reminder (SYN-ACK), the least there is.</summary>
    public const int MostDeferSeconds = 1;

    private const int LevelTcp = 6;
    private const int DeferAccept = 9;

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
            if (bind.ClientSpeaksFirst && OperatingSystem.IsLinux())
                socket.SetRawSocketOption(LevelTcp, DeferAccept, BitConverter.GetBytes(MostDeferSeconds));
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
