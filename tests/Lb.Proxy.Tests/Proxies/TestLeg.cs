using System.Net;
using System.Net.Sockets;

namespace Lb.Proxy.Tests.Proxies;

/// <summary>The server's side of a connection.</summary>
internal sealed class TestLeg(Socket socket) : IDisposable
{
    private readonly byte[] _buffer = new byte[64 * 1024];

    public IPEndPoint Source => (IPEndPoint)socket.RemoteEndPoint!;

    /// <summary>Whatever comes next; empty at the end of data.</summary>
    public async Task<byte[]> ReceiveAsync() => _buffer[..await socket.ReceiveAsync(_buffer).InTime()];

    public async Task<byte[]> ReceiveAsync(int count)
    {
        var all = new List<byte>();
        while (all.Count < count)
        {
            var some = await ReceiveAsync();
            Assert.NotEmpty(some);
            all.AddRange(some);
        }

        return [.. all];
    }

    public Task SendAsync(byte[] bytes) => socket.SendAsync(bytes).InTime();

    /// <summary>RST.</summary>
    public void Reset() => socket.Close(0);

    public void Dispose() => socket.Dispose();
}
