using System.Net;
using Lb.Transport.Listening;
using Microsoft.AspNetCore.Connections;

namespace Lb.Transport.Reactors.Listening;

/// <summary>TCP binds go to the reactors, all other addresses to Kestrel's sockets.</summary>
internal sealed class ReactorListenerFactory(IReadOnlyList<Reactor> reactors, GatedListenerFactory others)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    public bool CanBind(EndPoint endpoint) => endpoint is BindEndPoint;

    /// <inheritdoc/>
    /// <exception cref="IOException">The address cannot be listened on.</exception>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        endpoint is BindEndPoint { Stages: not null } bind
            ? ValueTask.FromResult<IConnectionListener>(new ReactorListener(reactors, bind))
            : others.BindAsync(endpoint, cancellationToken);
}
