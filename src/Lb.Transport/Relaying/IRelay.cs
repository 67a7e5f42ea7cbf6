namespace Lb.Transport.Relaying;

/// <summary>Moves bytes between the two legs of a connection until it ends. Two implementations stand side by side, chosen at start-up.</summary>
public interface IRelay
{
    /// <summary>Starts to relay and takes the server leg over: it is closed when the relay has ended. The relay's completion is told once,
    /// when it has ended; from any thread.</summary>
    /// <param name="legs">Both legs; bytes that were read from the client but not sent yet wait in the client leg.</param>
    /// <param name="settings">Timers, buffers, group.</param>
    /// <param name="tag">What the completion gets back at the end.</param>
    /// <returns>Completes when the client leg's connection need not be kept by the caller any longer. An implementation that takes the
    /// client leg over completes at once, long before the relay ends; the portable one completes after its completion was told.</returns>
    Task RelayAsync(RelayLegs legs, RelaySettings settings, in RelayTag tag);

    /// <summary>Ends all relays of a group that run now, soon; their outcome is <see cref="RelayEnd.GroupStopped"/> unless another cause was
    /// first. Safe at any time and from any thread.</summary>
    void Stop(int group);
}
