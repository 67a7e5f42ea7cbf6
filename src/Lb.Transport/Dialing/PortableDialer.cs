using Microsoft.AspNetCore.Connections;

namespace Lb.Transport.Dialing;

/// <summary>Opens server legs over .NET's sockets.</summary>
internal sealed class PortableDialer(TimeProvider time) : IServerDialer
{
    private readonly SocketDialer _sockets = new(time);

    public async ValueTask<DialOutcome> DialAsync(ConnectionContext client, DialRequest request, CancellationToken cancellationToken)
    {
        var outcome = await _sockets.DialAsync(request, cancellationToken);
        return new DialOutcome(outcome.Status, outcome.Socket is { } socket ? new SocketLeg(socket) : null, outcome.Error);
    }
}
