using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Connections;

namespace Lb.Transport.Relaying.Portable;

/// <summary>One running portable relay: two directions, one timer, one cause.</summary>
/// <remarks>Whatever ends it from the server's side or from outside, the client gets what was taken for it and an orderly end; only a
/// client that takes nothing, or broke itself, is reset.</remarks>
internal sealed class RelayRun : IDisposable
{
    private const int NoCause = -1;
    private readonly ConnectionContext _connection;
    private readonly Socket _server;
    private readonly IClientLeg _client;
    private readonly RelayProgress _progress;
    private readonly InactivityTimer _timer;
    private readonly int _bufferSize;
    private int _cause = NoCause;
    private volatile bool _broken;

    public RelayRun(ConnectionContext connection, Socket server, IClientLeg client, RelaySettings settings, TimeProvider time)
    {
        _connection = connection;
        _server = server;
        _client = client;
        _bufferSize = settings.BufferSize;
        _progress = new RelayProgress(time);
        _timer = new InactivityTimer(settings, _progress, time, Break);
    }

    public long BytesFromClient => _progress.BytesFromClient;

    public long BytesFromServer => _progress.BytesFromServer;

    /// <summary>Ends it with its group; safe at any time.</summary>
    public void Stop() => Break(RelayEnd.GroupStopped);

    public void Dispose()
    {
        _timer.Dispose();

        // Not while Break is about to close it: a dispose that meets a shutdown half done sends RST.
        lock (_progress) _server.Dispose();
    }

    /// <summary>Runs until both directions are done.</summary>
    public async Task<RelayOutcome> RunAsync()
    {
        ServerLeg.Prepare(_server);
        _timer.Start();
        var up = RunUpAsync();
        await RunDownAsync();
        await up;
        return new RelayOutcome((RelayEnd)_cause, BytesFromClient, BytesFromServer);
    }

    private async Task RunUpAsync()
    {
        try
        {
            await _client.SendFirstBytesAsync(_server, _progress);
            do
            {
                _progress.AwaitClientBytes();
                _ = await _client.AwaitBytesAsync();
            }
            while (await _client.DeliverAsync(_server, _progress));

            SetCause(RelayEnd.ClientClosed);
            LegSocket.CloseSending(_server);
        }
        catch (Exception e) when (LegFailures.Include(e))
        {
            // A server leg that takes nothing more may still hold an answer: the other direction reads on and finds its end.
            if (_progress.ReadsClient) AbortBoth();
            else SetCause(RelayEnd.ServerAborted);
        }

        _progress.ClientDone();
    }

    private async Task RunDownAsync()
    {
        try
        {
            do
            {
                _progress.AwaitServerBytes();
                _ = await ServerLeg.AwaitBytesAsync(_server);
            }
            while (await DeliverToClientAsync());

            SetCause(RelayEnd.ServerClosed);
            await CloseClientSendingAsync();
        }
        catch (Exception e) when (LegFailures.Include(e))
        {
            if (_progress.GivesToClient) AbortBoth();
            else await CloseClientAsync();
        }

        _progress.ServerDone();
        if (_broken) _client.Close();
    }

    // Apart from the loop, whose state would keep the buffer alive while it waits; pooled, so that a slow client costs no allocation.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> DeliverToClientAsync()
    {
        var buffer = RelayBuffers.Rent(_bufferSize);
        try
        {
            if (!ServerLeg.TryReceive(_server, buffer, out var count)) return true;
            if (count == 0) return false;
            _progress.TookFromServer(count);
            if (_broken) return false;
            await _client.SendAsync(buffer.AsMemory(0, count));
            _progress.GaveToClient();
            return true;
        }
        finally
        {
            RelayBuffers.Return(buffer);
        }
    }

    private async ValueTask CloseClientSendingAsync()
    {
        _progress.TurnToClient();
        var closing = _client.CloseSendingAsync();
        if (_broken && !closing.IsCompleted) AbortClient();
        await closing;
    }

    // The server leg is gone: the client's bytes have nowhere to go.
    private async ValueTask CloseClientAsync()
    {
        SetCause(RelayEnd.ServerAborted);
        try
        {
            await CloseClientSendingAsync();
        }
        catch (Exception e) when (LegFailures.Include(e))
        {
            AbortClient();
        }

        _client.Close();
    }

    private void SetCause(RelayEnd end) => Interlocked.CompareExchange(ref _cause, (int)end, NoCause);

    private void Break(RelayEnd end)
    {
        SetCause(end);
        _broken = true;
        Interlocked.MemoryBarrier();

        // Looked at before the server leg is closed: a direction that turns to the client because of that ends the client by itself, in order.
        var (gives, reads) = (_progress.GivesToClient, _progress.ReadsServer);
        lock (_progress) LegSocket.Close(_server);
        if (gives) AbortClient();
        else if (!reads) _client.Close();
    }

    private void AbortBoth()
    {
        SetCause(RelayEnd.ClientAborted);
        LegSocket.Close(_server);
        AbortClient();
    }

    private void AbortClient() => _connection.Abort(new ConnectionAbortedException("The relay ended."));
}
