using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Lb.Transport.Listening;

/// <summary>Hands a connection out only once every gate has a place for it, and accepts none meanwhile: beyond the limit one
/// connection waits here, the others in the kernel's accept queue. The places belong to the connection; whoever runs it gives them
/// back with <see cref="BindEndPoint.Leave"/>.</summary>
internal sealed class GatedListener(IConnectionListener listener, BindEndPoint bind) : IConnectionListener
{
    private readonly CancellationTokenSource _unbound = new();

    public EndPoint EndPoint => listener.EndPoint;

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        var connection = await listener.AcceptAsync(cancellationToken);
        if (connection is null || await EnterAsync()) return connection;

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

    private async ValueTask<bool> EnterAsync()
    {
        var entered = 0;
        try
        {
            foreach (var gate in bind.Gates)
            {
                await gate.EnterAsync(_unbound.Token);
                entered++;
            }

            return true;
        }
        catch (OperationCanceledException)
        {
            // Unbound while waiting: what was entered so far is given back, and Kestrel's accept loop ends on null.
            for (var i = 0; i < entered; i++) bind.Gates[i].Leave();
            return false;
        }
    }
}
