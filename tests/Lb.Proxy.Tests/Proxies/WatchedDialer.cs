using Lb.Transport.Dialing;
using Microsoft.AspNetCore.Connections;

namespace Lb.Proxy.Tests.Proxies;

/// <summary>Dials, and calls the test before, and when a leg stands.</summary>
internal sealed class WatchedDialer(IServerDialer dialer) : IServerDialer
{
    public Action Dialing { get; set; } = () => { };

    public Action Dialled { get; set; } = () => { };

    public async ValueTask<DialOutcome> DialAsync(ConnectionContext client, DialRequest request, CancellationToken cancellationToken)
    {
        Dialing();
        var outcome = await dialer.DialAsync(client, request, cancellationToken);
        if (outcome.Leg is not null) Dialled();
        return outcome;
    }
}
