using System.Net;
using System.Net.Sockets;
using Lb.EndToEnd.Tests.Processes;

namespace Lb.EndToEnd.Tests.Relaying;

/// <summary>A server that speaks no MQTT: what it does with each connection is up to the test.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<NetworkStream, Task> _serve;
    private readonly Task _accepting;
    private int _gone;

    /// <summary>Starts it on a free port of 127.0.0.1.</summary>
    /// <param name="serve">Serves one connection; it is closed afterwards.</param>
    /// <param name="buffer">Bytes that the kernel holds for each connection in each direction; 0 = as it likes.</param>
    public ScriptedServer(Func<NetworkStream, Task> serve, int buffer = 0)
    {
        _serve = serve;
        if (buffer > 0) _listener.Server.ReceiveBufferSize = _listener.Server.SendBufferSize = buffer;
        _listener.Start();
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Connections that broke before they were served.</summary>
    public int Gone => Volatile.Read(ref _gone);

    /// <summary>Its port of 127.0.0.1.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>A line of a backend that names it.</summary>
    public string Line => $"    server scripted {_listener.LocalEndpoint}";

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        while (await AcceptOneAsync() is { } socket) serving.Add(ServeAsync(socket));
        await Task.WhenAll(serving).WaitAsync(Patience.Limit);
    }

    private async Task<Socket?> AcceptOneAsync()
    {
        try
        {
            return await _listener.AcceptSocketAsync();
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            await _serve(stream);
        }
        catch (IOException)
        {
            // Whoever only looked whether a balancer accepts is gone already.
            Interlocked.Increment(ref _gone);
        }
    }
}
