using System.Net;
using System.Net.Sockets;

namespace Lb.Bench.Load.Balancers;

/// <summary>Hands out free ports of 127.0.0.1 below the ephemeral range, so that none of the load's connections takes one meanwhile.</summary>
internal sealed class PortRange
{
    private const int First = 18_000;
    private const int Last = 32_000;

    private int _next = First;

    /// <summary>An address that nobody listens on now; never the same twice. Fails with <see cref="IOException"/> when none is left.</summary>
    public IPEndPoint Take()
    {
        while (_next < Last)
        {
            var address = new IPEndPoint(IPAddress.Loopback, _next++);
            if (IsFree(address))
                return address;
        }

        throw new IOException($"no free port between {First} and {Last}");
    }

    private static bool IsFree(IPEndPoint address)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(address);
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return false;
        }
    }
}
