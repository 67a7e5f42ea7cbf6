using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Lb.Transport.Relaying.Portable;

/// <summary>Relay over Kestrel's sockets and <see cref="System.Net.Security.SslStream"/>: runs on every system. Each direction reads only
/// when its last bytes were taken, so a slow reader stops its sender, and each passes its end of data on as a half-close.</summary>
public sealed class PortableRelay(TimeProvider time) : IRelay
{
    /// <inheritdoc/>
    public async Task RelayAsync(RelayLegs legs, RelaySettings settings, IRelayCompletion completion)
    {
        RelayOutcome outcome;
        using (var run = new RelayRun(legs, ClientLegOf(legs, settings), settings, time))
        {
            completion.Started(run);
            outcome = await run.RunAsync();
        }

        completion.Ended(outcome);
    }

    private static IClientLeg ClientLegOf(in RelayLegs legs, in RelaySettings settings)
    {
        var features = legs.Client.Features;
        var socket = features.GetRequiredFeature<IConnectionSocketFeature>().Socket;
        return features.Get<ISslStreamFeature>()?.SslStream is { } tls
            ? new TlsClientLeg(legs.Client.Transport.Input, tls, socket, settings.BufferSize)
            : new PlainClientLeg(legs.Client.Transport, socket);
    }
}
