using System.Net;
using Lb.Transport.Listening;
using Microsoft.AspNetCore.Connections;

namespace Lb.Transport.Reactors.Listening;

/// <summary>A bind on all reactors. Kestrel opens and closes it, but gets no connection to run: the stages of each run on its reactor, so that no
/// object of Kestrel's lives as long as a connection, and none changes threads.</summary>
internal sealed class ReactorListener : IConnectionListener
{
    private readonly TaskCompletionSource<ConnectionContext?> _unbound = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IReadOnlyList<Reactor> _reactors;
    private readonly AcceptSocket[] _sockets;
    private int _isUnbound;

    /// <summary>Opens the sockets and accepts from now on.</summary>
    /// <exception cref="IOException">The address cannot be listened on.</exception>
    public ReactorListener(IReadOnlyList<Reactor> reactors, BindEndPoint bind)
    {
        _reactors = reactors;
        var descriptors = ListenSockets.Open(bind, reactors.Count, out var address);
        EndPoint = address;
        _sockets = [.. descriptors.Select((descriptor, i) => new AcceptSocket(reactors[i], bind, descriptor))];
        for (var i = 0; i < _sockets.Length; i++)
        {
            var (reactor, socket) = (reactors[i], _sockets[i]);
            reactor.Work.Post(_ => reactor.Listen(socket), null);
        }
    }

    public EndPoint EndPoint { get; }

    /// <summary>Null once it is unbound.</summary>
    public ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
        new(_unbound.Task.WaitAsync(cancellationToken));

    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _isUnbound, 1) == 1) return;
        await Task.WhenAll(_sockets.Select((socket, i) => CloseAsync(_reactors[i], socket)));
        _unbound.TrySetResult(null);
    }

    public ValueTask DisposeAsync() => UnbindAsync();

    private static Task CloseAsync(Reactor reactor, AcceptSocket socket)
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        reactor.Work.Post(
            _ =>
            {
                reactor.Unlisten(socket);
                closed.SetResult();
            },
            null);
        return closed.Task;
    }
}
