using System.Buffers.Binary;
using System.Net.Sockets;

namespace Lb.Transport.Listening;

/// <summary>What the kernel counted on a socket (Linux, TCP_INFO).</summary>
internal static class SocketCounts
{
    private const int Tcp = 6;
    private const int TcpInfo = 11;
    private const int BytesReceivedAt = 128;

    /// <summary>Whether the far end has sent a byte, below TLS. True where the system does not tell.</summary>
    public static bool HasReceived(Socket socket)
    {
        if (!OperatingSystem.IsLinux()) return true;
        Span<byte> info = stackalloc byte[BytesReceivedAt + sizeof(ulong)];
        try
        {
            // The end of data counts as one byte.
            return socket.GetRawSocketOption(Tcp, TcpInfo, info) < info.Length
                || BinaryPrimitives.ReadUInt64LittleEndian(info[BytesReceivedAt..]) > 1;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Closed already.
            return true;
        }
    }
}
