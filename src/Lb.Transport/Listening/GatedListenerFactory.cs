using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Lb.Transport.Listening;

/// <summary>Portable transport: Kestrel's sockets behind the gates of each <see cref="BindEndPoint"/>.
/// Other addresses go to Kestrel's own factory.</summary>
public sealed class GatedListenerFactory(ILoggerFactory loggerFactory) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    /// <inheritdoc/>
    public bool CanBind(EndPoint endpoint) => endpoint is BindEndPoint;

    /// <summary>Listens on a <see cref="BindEndPoint"/>.</summary>
    /// <exception cref="AddressInUseException">Another process holds the address.</exception>
    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var bind = (BindEndPoint)endpoint;
        var sockets = new SocketTransportFactory(Options.Create(SocketOptionsFor(bind)), loggerFactory);
        return new GatedListener(await sockets.BindAsync(bind, cancellationToken), bind);
    }

    private static SocketTransportOptions SocketOptionsFor(BindEndPoint bind) => new()
    {
        Backlog = bind.Backlog,
        NoDelay = true,
        WaitForDataBeforeAllocatingBuffer = true,
        UnsafePreferInlineScheduling = true,
        MaxReadBufferSize = bind.ReadLimit,
        MaxWriteBufferSize = RelayBuffers.PipeLimit,
        CreateBoundListenSocket = _ => ListenSocket.CreateBound(bind),
    };
}
