using System.Net.Sockets;

namespace Lb.Transport.Dialing;

/// <summary>Socket options of server legs that .NET has no name for (Linux).</summary>
public static class ServerSocketOptions
{
    private const int SolIp = 0;
    private const int SolIpv6 = 41;
    private const int IpTransparent = 19;
    private const int Ipv6Transparent = 75;
    private const int IpBindAddressNoPort = 24;

    /// <summary>Prepares a socket for a bound source: the port is chosen at connect, by the whole four-tuple (IP_BIND_ADDRESS_NO_PORT),
    /// and, where asked for, the address need not be of this machine (IP_TRANSPARENT).</summary>
    /// <exception cref="SocketException">The option is not permitted or not known here.</exception>
    public static void PrepareSource(Socket socket, bool transparent)
    {
        if (!OperatingSystem.IsLinux()) return;
        SetOn(socket, SolIp, IpBindAddressNoPort);
        if (transparent) SetTransparent(socket);
    }

    /// <summary>Whether this process may use IP_TRANSPARENT (CAP_NET_ADMIN or CAP_NET_RAW).</summary>
    public static bool CanBeTransparent(AddressFamily family)
    {
        if (!OperatingSystem.IsLinux()) return false;
        using var socket = new Socket(family, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            SetTransparent(socket);
            return true;
        }
        catch (SocketException)
        {
            // EPERM is the answer to the question.
            return false;
        }
    }

    private static void SetTransparent(Socket socket)
    {
        if (socket.AddressFamily == AddressFamily.InterNetworkV6) SetOn(socket, SolIpv6, Ipv6Transparent);
        else SetOn(socket, SolIp, IpTransparent);
    }

    private static void SetOn(Socket socket, int level, int option) => socket.SetRawSocketOption(level, option, BitConverter.GetBytes(1));
}
