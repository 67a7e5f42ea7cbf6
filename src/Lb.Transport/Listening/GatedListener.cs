using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Lb.Transport.Listening;

/// <summary>Hands a connection out only once every gate has a place for it, and accepts none meanwhile: beyond the limit one
/// connection waits here, the others in the kernel's accept queue. The innermost gate comes first, so that a full one keeps no
/// place of those around it. The places belong to the connection; whoever runs it gives them back with
/// <see cref="BindEndPoint.Leave"/>.</summary>
internal sealed class GatedListener(IConnectionListener listener, BindEndPoint bind) : IConnectionListener
{
    private readonly CancellationTokenSource _unbound = new();

    public EndPoint EndPoint => listener.EndPoint;

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        var connection = await listener.AcceptAsync(cancellationToken);
        if (connection is null) return null;
        if (await EnterAsync())
        {
            if (bind.Mode == BindMode.Tcp) connection.Transport = PipesOf(connection);
            return connection;
        }

        connection.Abort(new ConnectionAbortedException("The listener closed while the connection waited for a place."));
        await connection.DisposeAsync();
        return null;
    }

    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        await _unbound.CancelAsync();
        await listener.UnbindAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await listener.DisposeAsync();
        _unbound.Dispose();
    }

    private static DirectOutputPipes PipesOf(ConnectionContext connection)
    {
        var socket = connection.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;
        var pool = connection.Features.Get<IMemoryPoolFeature>()?.MemoryPool;
        var output = PipeWriter.Create(new SocketOutputStream(socket), new StreamPipeWriterOptions(pool, leaveOpen: true));
        return new DirectOutputPipes(connection.Transport.Input, output);
    }

    private async ValueTask<bool> EnterAsync()
    {
        var next = bind.Gates.Count - 1;
        try
        {
            for (; next >= 0; next--) await bind.Gates[next].EnterAsync(_unbound.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            // Unbound while waiting: what was entered so far is given back, and Kestrel's accept loop ends on null.
            for (var entered = next + 1; entered < bind.Gates.Count; entered++) bind.Gates[entered].Leave();
            return false;
        }
    }
}
