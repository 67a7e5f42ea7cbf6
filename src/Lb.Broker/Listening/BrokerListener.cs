using System.Net;
using System.Net.Sockets;
using Lb.Broker.Connections;

namespace Lb.Broker.Listening;

/// <summary>Accepts connections on one bind and runs each until it ends.</summary>
internal sealed class BrokerListener : IDisposable
{
    private const int Backlog = 4_096;

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(100);

    private readonly BrokerState _state;
    private readonly BindSettings _bind;
    private readonly Socket _socket;

    private BrokerListener(BrokerState state, BrokerBind bind, Socket socket)
    {
        _state = state;
        _bind = new BindSettings(bind);
        _socket = socket;
        Address = (IPEndPoint)socket.LocalEndPoint!;
    }

    /// <summary>The address with the port that the system chose.</summary>
    public IPEndPoint Address { get; }

    /// <summary>Binds and listens; connections wait in the accept queue until <see cref="RunAsync"/>.</summary>
    /// <exception cref="SocketException">The address is in use, or not one of this machine, or not allowed.</exception>
    public static BrokerListener Open(BrokerState state, BrokerBind bind)
    {
        var socket = new Socket(bind.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(bind.Address);
            socket.Listen(Backlog);
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
        var listener = new BrokerListener(state, bind, socket);
        BrokerLog.Listening(state.Options.Logger, state.Options.Name, listener.Address, listener._bind);
        return listener;
    }

    /// <summary>Accepts until the token is cancelled.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                Start(await _socket.AcceptAsync(stop).ConfigureAwait(false));
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException failure)
            {
                // Out of file descriptors, or a client that was gone before it was accepted.
                BrokerLog.AcceptFailed(_state.Options.Logger, _state.Options.Name, Address, failure.Message, PauseAfterFailure);
                await Task.Delay(PauseAfterFailure, _state.Options.Clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    // Handled on the pool, so that a burst of connections is accepted without waiting for their first packets.
    private void Start(Socket socket)
    {
        if (_state.Drops.Drops()) Drop(socket);
        else ThreadPool.UnsafeQueueUserWorkItem(static work => _ = work.Listener.ServeAsync(work.Socket), (Listener: this, Socket: socket), preferLocal: false);
    }

    private void Drop(Socket socket)
    {
        _state.Counters.Accepted();
        _state.Counters.Refused();
        socket.Dispose();
    }

    private async Task ServeAsync(Socket socket)
    {
        if (Describe(socket) is not { } info)
        {
            socket.Dispose();
            return;
        }
        using var connection = new ClientConnection(_state, info, new ClientTransport(socket, new NetworkStream(socket), _state.Traffic));
        if (!_state.TryAdd(connection)) return;
        try
        {
            await connection.RunAsync(_bind).ConfigureAwait(false);
        }
        catch (Exception bug)
        {
            connection.Fail(bug);
        }
        _state.Remove(connection);
    }

    // A client may be gone already; its socket has no remote address then.
    private BrokerConnection? Describe(Socket socket)
    {
        try
        {
            socket.NoDelay = true;
            var sender = socket.RemoteEndPoint!;
            return new BrokerConnection(_state.Counters.Accepted(), Address, sender, sender);
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
