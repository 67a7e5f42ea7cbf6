using System.Net.Security;
using System.Net.Sockets;
using Lb.Transport.Tests.Frontends;

namespace Lb.Transport.Tests.Reactors.Serving;

/// <summary>Both far ends of a connection that relays.</summary>
internal sealed class ServedPair(Socket socket, Stream client, Socket server) : IDisposable
{
    public Socket ClientSocket => socket;

    /// <summary>The client's side: the socket's stream, or TLS over it.</summary>
    public Stream Client => client;

    public Socket ServerSocket => server;

    public NetworkStream Server { get; } = new(server, ownsSocket: true);

    /// <summary>A message there, and one back.</summary>
    public async Task ExchangeAsync()
    {
        var (up, down) = (Streams.Bytes(100, 1), Streams.Bytes(100, 2));
        await client.WriteAsync(up).InTime();
        Assert.Equal(up, await Server.ReadExactlyAsync(up.Length));
        await Server.WriteAsync(down).InTime();
        Assert.Equal(down, await client.ReadExactlyAsync(down.Length));
    }

    /// <summary>The client's orderly end of data, with TLS's own good-bye before it.</summary>
    public async Task CloseClientSendingAsync()
    {
        if (client is SslStream tls) await tls.ShutdownAsync();
        socket.Shutdown(SocketShutdown.Send);
    }

    public void Dispose()
    {
        client.Dispose();
        Server.Dispose();
    }
}
