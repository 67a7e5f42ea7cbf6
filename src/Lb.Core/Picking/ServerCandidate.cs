using Lb.Core.State;

namespace Lb.Core.Picking;

/// <summary>The next server to try.</summary>
/// <param name="Server">The server; null = all that could be picked are full, whichever frees a slot first.</param>
/// <param name="Delay">Pause before the attempt.</param>
/// <param name="Reason">Why this one.</param>
public readonly record struct ServerCandidate(ServerState? Server, TimeSpan Delay, PickReason Reason)
{
    /// <summary>Whether it is another server than the one before (<c>+</c> at the retries field of the log).</summary>
    public bool Redispatched => Reason == PickReason.Redispatch;
}
