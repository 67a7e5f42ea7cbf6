using System.Net;
using System.Net.Sockets;

namespace Lb.Transport.Tests.Reactors.Tls;

/// <summary>Two sockets of TCP on loopback that are connected.</summary>
internal sealed class TcpPair : IDisposable
{
    private const int Room = 400_000;

    public TcpPair()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        Far = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, SendBufferSize = Room };
        Far.Connect(listener.LocalEndPoint!);
        Near = listener.Accept();
        Near.NoDelay = true;
        Near.Blocking = false;
    }

    /// <summary>The server's end.</summary>
    public Socket Near { get; }

    /// <summary>The client's.</summary>
    public Socket Far { get; }

    public void Dispose()
    {
        Near.Dispose();
        Far.Dispose();
    }
}
