using Lb.Transport.Dialing;
using Lb.Transport.Tls;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Lb.Transport.Relaying.Portable;

/// <summary>Relay over Kestrel's sockets and <see cref="System.Net.Security.SslStream"/>: runs on every system. Each direction reads only
/// when its last bytes were taken, so a slow reader stops its sender, and each passes its end of data on as a half-close.</summary>
internal sealed class PortableRelay(IRelayCompletion completion, TimeProvider time) : IRelay
{
    private readonly RelayGroups _groups = new();

    public Task RelayAsync(RelayLegs legs, RelaySettings settings, in RelayTag tag) => RunAsync(legs, settings, tag);

    public void Stop(int group)
    {
        foreach (var run in RunningOf(group)) run.Stop();
    }

    /// <summary>The relays of a group that run now.</summary>
    public IReadOnlyList<RelayRun> RunningOf(int group) => _groups.Of(group);

    private async Task RunAsync(RelayLegs legs, RelaySettings settings, RelayTag tag)
    {
        RelayOutcome outcome;
        using (var run = new RelayRun(legs.Client, ((SocketLeg)legs.Server).Socket, ClientLegOf(legs, settings), settings, time))
        {
            _groups.Add(settings.Group, run);
            try
            {
                outcome = await run.RunAsync();
            }
            finally
            {
                _groups.Remove(settings.Group, run);
            }
        }

        completion.Ended(tag, outcome);
    }

    private static IClientLeg ClientLegOf(in RelayLegs legs, in RelaySettings settings)
    {
        var features = legs.Client.Features;
        var socket = features.GetRequiredFeature<IConnectionSocketFeature>().Socket;
        if (features.Get<ISslStreamFeature>()?.SslStream is not { } tls) return new PlainClientLeg(legs.Client.Transport, socket);
        features.Set(RelayedMark.Set);
        return new TlsClientLeg(legs.Client.Transport.Input, tls, socket, settings.BufferSize);
    }
}
