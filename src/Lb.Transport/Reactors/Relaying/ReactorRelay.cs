using Lb.Transport.Reactors.SetUp;
using Lb.Transport.Relaying;

namespace Lb.Transport.Reactors.Relaying;

/// <summary>Relay inside the reactors.</summary>
internal sealed class ReactorRelay(IReadOnlyList<Reactor> reactors) : IRelay
{
    /// <inheritdoc/>
    public Task RelayAsync(RelayLegs legs, RelaySettings settings, in RelayTag tag)
    {
        ((ReactorConnection)legs.Client).StartRelay(settings, tag);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Stop(int group)
    {
        foreach (var reactor in reactors) reactor.Work.Post(_ => reactor.StopGroup(group), null);
    }
}
