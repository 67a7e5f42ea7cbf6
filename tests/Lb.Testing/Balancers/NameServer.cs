using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Lb.Testing.Balancers;

/// <summary>A server that tells its name to everybody who connects, and closes: shows which server a balancer picked.</summary>
public sealed class NameServer : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly byte[] _name;
    private readonly Task _accepting;
    private int _gone;

    /// <summary>Starts it on a free port of 127.0.0.1.</summary>
    public NameServer(string name)
    {
        Name = name;
        _name = Encoding.ASCII.GetBytes(name);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(512);
        // Off the test framework's context, which a busy test may hold for seconds.
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Connections that were broken off before they heard the name.</summary>
    public int Gone => Volatile.Read(ref _gone);

    /// <summary>Its port.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>Connects to a balancer and returns the name of the server behind it; empty where it closed without one.</summary>
    /// <param name="port">The balancer's port on 127.0.0.1.</param>
    /// <param name="source">The client's address, 127.x.y.z.</param>
    public static async Task<string> AskAsync(int port, IPAddress source)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 0));
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var name = new byte[64];
        var length = 0;
        for (int read; (read = await socket.ReceiveAsync(name.AsMemory(length))) > 0;) length += read;
        return Encoding.ASCII.GetString(name, 0, length);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        while (await AcceptOneAsync() is { } client)
        {
            using (client) await TellAsync(client);
        }
    }

    private async Task<Socket?> AcceptOneAsync()
    {
        try
        {
            return await _listener.AcceptAsync();
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }

    // Whoever only looked whether the balancer accepts is gone already, and must not end the server.
    private async Task TellAsync(Socket client)
    {
        try
        {
            await client.SendAsync(_name);
        }
        catch (SocketException)
        {
            Interlocked.Increment(ref _gone);
        }
    }
}
