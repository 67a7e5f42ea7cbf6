using System.Net;
using System.Net.Sockets;

namespace Lb.Transport.Reactors.Tls;

/// <summary>Whether the kernel can do TLS records itself (the <c>tls</c> upper layer protocol of TCP, Linux 4.13 and later with the module).</summary>
/// <remarks>The reactors do not use it: it needs a socket on both sides of a connection's <c>SSL*</c>, while they collect what is written in memory, so
/// that records which are due together leave in one send. <c>-vv</c> tells whether it is there.</remarks>
internal static class KernelTls
{
    private const int LevelTcp = 6;
    private const int UpperLayerProtocol = 31;
    private static readonly Lazy<bool> Offered = new(Probe);

    /// <summary>Tried once, on a connection of this process with itself.</summary>
    public static bool IsOffered => Offered.Value;

    private static bool Probe()
    {
        try
        {
            using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            listener.Listen(1);
            using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            client.Connect(listener.LocalEndPoint!);
            using var accepted = listener.Accept();
            accepted.SetRawSocketOption(LevelTcp, UpperLayerProtocol, "tls"u8);
            return true;
        }
        catch (SocketException)
        {
            // The module is missing, or a container forbids it: the answer that was asked for.
            return false;
        }
    }
}
