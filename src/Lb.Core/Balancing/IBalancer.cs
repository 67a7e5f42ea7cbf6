using Lb.Core.State;

namespace Lb.Core.Balancing;

/// <summary>Picks a server for a connection that has none yet. A pure decision: nothing is reserved. Safe for concurrent use.</summary>
public interface IBalancer
{
    /// <summary>Picks.</summary>
    /// <param name="request">What is known about the connection.</param>
    /// <param name="snapshot">The servers to pick from.</param>
    /// <returns>A server; null where none may be picked: none is usable, all are excluded, or those that could take turns are
    /// full.</returns>
    ServerState? Pick(in PickRequest request, BackendSnapshot snapshot);
}
