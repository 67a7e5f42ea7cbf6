using System.Net;
using Lb.Bench.Load.Loop;
using Lb.Bench.Load.Native;

namespace Lb.Bench.Load.Echo;

/// <summary>One listening address of the <see cref="EchoServer"/>.</summary>
internal sealed class EchoListener : IEventHandler, IDisposable
{
    private const int Backlog = 4096;

    private readonly EventLoop _loop;
    private readonly Action<int> _accepted;
    private readonly int _descriptor;

    public EchoListener(EventLoop loop, Action<int> accepted)
    {
        _loop = loop;
        _accepted = accepted;
        _descriptor = TcpSocket.Listen(new IPEndPoint(IPAddress.Loopback, 0), Backlog);
        loop.Add(_descriptor, LibC.EpollIn, this);
    }

    /// <summary>On 127.0.0.1, with a port of the kernel's choice.</summary>
    public IPEndPoint Address => TcpSocket.LocalAddress(_descriptor);

    public void OnReady(uint events)
    {
        for (int descriptor = TcpSocket.Accept(_descriptor); descriptor >= 0; descriptor = TcpSocket.Accept(_descriptor))
            _accepted(descriptor);
    }

    public void Dispose()
    {
        _loop.Forget(_descriptor);
        TcpSocket.Close(_descriptor);
    }
}
