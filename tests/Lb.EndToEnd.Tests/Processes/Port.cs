using System.Net;
using System.Net.Sockets;

namespace Lb.EndToEnd.Tests.Processes;

/// <summary>Ports of 127.0.0.1 for programs that cannot be told to take any: from below the range that outgoing connections use, so that
/// none of those takes a port between this look and the program's start.</summary>
internal static class Port
{
    private const int First = 10_000;
    private const int Count = 20_000;
    private static int _next = Random.Shared.Next(Count);

    public static int Take()
    {
        while (true)
        {
            var port = First + (Interlocked.Increment(ref _next) % Count);
            if (IsFree(port)) return port;
        }
    }

    private static bool IsFree(int port)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = true };
        try
        {
            probe.Bind(new IPEndPoint(IPAddress.Any, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
