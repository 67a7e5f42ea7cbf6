using System.Net;
using System.Net.Sockets;

namespace Lb.Proxy.Tests.Proxies;

/// <summary>A server that listens on a free port of loopback.</summary>
internal sealed class TestServer : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public TestServer()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary><c>127.0.0.1:port</c>.</summary>
    public string Address => $"127.0.0.1:{Port}";

    public async Task<TestLeg> AcceptAsync() => new(await _listener.AcceptAsync().InTime());

    public void Dispose() => _listener.Dispose();
}
