namespace Lb.Transport.Relaying;

/// <summary>Moves bytes between the two legs of a connection until it ends. Two implementations are meant to stand side by side,
/// chosen at start-up.</summary>
public interface IRelay
{
    /// <summary>Starts to relay and takes the server leg over: it is closed when the relay has ended.</summary>
    /// <param name="legs">Both legs, and the bytes that were read from the client but not sent yet.</param>
    /// <param name="settings">Timers.</param>
    /// <param name="completion">Told once, when the relay has ended; from any thread.</param>
    /// <returns>Completes when the client leg's connection need not be kept by the caller any longer. An implementation that takes the
    /// client leg over completes at once, long before the relay ends; the portable one completes after <paramref name="completion"/>.</returns>
    Task RelayAsync(RelayLegs legs, RelaySettings settings, IRelayCompletion completion);
}
