using Lb.Transport.Listening;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Lb.Transport.Relaying.Portable;

/// <summary>Relay over Kestrel's pipes and <see cref="System.Net.Security.SslStream"/>: runs on every system. Each direction reads only
/// when its last bytes were taken, so a slow reader stops its sender. The server's end of data closes the client leg in both directions,
/// after delivery: Kestrel's sockets cannot close one side alone.</summary>
public sealed class PortableRelay(TimeProvider time) : IRelay
{
    /// <inheritdoc/>
    public async Task RelayAsync(RelayLegs legs, RelaySettings settings, IRelayCompletion completion)
    {
        RelayOutcome outcome;
        using (var run = new RelayRun(legs, ClientLegOf(legs), settings, time))
        {
            completion.Started(run);
            outcome = await run.RunAsync();
        }

        completion.Ended(outcome);
    }

    private static IClientLeg ClientLegOf(in RelayLegs legs)
    {
        var features = legs.Client.Features;
        if (features.Get<ISslStreamFeature>()?.SslStream is not { } tls) return new PlainClientLeg(legs.Client.Transport);

        var socket = features.Get<ISocketTransportFeature>()?.SocketTransport
            ?? throw new InvalidOperationException($"A TLS client leg needs {nameof(ISocketTransportFeature)}.");
        return new TlsClientLeg(legs.Client.Transport.Input, tls, socket.Output);
    }
}
