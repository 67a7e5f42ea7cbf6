using System.Net;
using System.Net.Sockets;

namespace Lb.Testing.Balancers;

/// <summary>Ports for programs that cannot be told to take any.</summary>
public static class FreePort
{
    /// <summary>A TCP port of 127.0.0.1 that nobody listens on. Another process may take it first; whoever starts a program on it finds
    /// out.</summary>
    public static int Take()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
