using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Lb.Transport.Reactors.Tls;

namespace Lb.Transport.Tests.Reactors.Tls;

/// <summary>A server on a <see cref="TlsBind"/>: finishes the handshake, queues a ticket, greets, and closes or echoes
/// until the client closes.</summary>
internal sealed class OpenSslGreeter : IAsyncDisposable
{
    public const string Text = "welcome";
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TlsBind _bind;
    private readonly Task _accepting;

    private readonly bool _echoes;

    public OpenSslGreeter(TlsBind bind, bool echoes = false)
    {
        _bind = bind;
        _echoes = echoes;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public IPEndPoint Address => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>What each handshake found out, in order.</summary>
    public ConcurrentQueue<HandshakeOutcome> Outcomes { get; } = [];

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
        _bind.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true) serving.Add(ServeAsync(await _listener.AcceptSocketAsync()));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var owned = socket;
        using var connection = new OpenSslConnection(_bind);
        try
        {
            if (!await HandshakeAsync(socket, connection)) return;
            var hasTicket = _bind.QueueTicket(connection.Pointer);
            connection.Write(Encoding.ASCII.GetBytes(Text));
            var first = connection.Drain();
            Outcomes.Enqueue(HandshakeOutcome.Of(connection.Pointer, hasTicket, first));
            await socket.SendAsync(first);
            if (_echoes) await EchoAsync(socket, connection);
            connection.Close();
            await socket.SendAsync(connection.Drain());
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The client was faster: a test that wants to know looks at the outcomes.
            socket.Close();
        }
    }

    private async Task<bool> HandshakeAsync(Socket socket, OpenSslConnection connection)
    {
        while (true)
        {
            var done = connection.DoHandshake();
            var reason = done == false ? OpenSslErrors.TakeReason() ?? "" : null;
            await socket.SendAsync(connection.Drain());
            if (reason is not null) Outcomes.Enqueue(HandshakeOutcome.Failed(reason));
            if (done is { } known) return known;
            if (!await ReceiveAsync(socket, connection)) return false;
        }
    }

    private static async Task EchoAsync(Socket socket, OpenSslConnection connection)
    {
        while (connection.Read() is { } text)
        {
            if (text.Length > 0) connection.Write(text);
            await socket.SendAsync(connection.Drain());
            if (text.Length == 0 && !await ReceiveAsync(socket, connection)) return;
        }
    }

    private static async Task<bool> ReceiveAsync(Socket socket, OpenSslConnection connection)
    {
        var buffer = new byte[32768];
        var count = await socket.ReceiveAsync(buffer);
        connection.Feed(buffer.AsSpan(0, count));
        return count > 0;
    }
}
