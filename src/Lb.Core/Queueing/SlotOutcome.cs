using Lb.Core.State;

namespace Lb.Core.Queueing;

/// <summary>Outcome of waiting for a slot.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Server">The server whose slot is held; null unless granted.</param>
/// <param name="ServerQueuePosition">Connections that waited for the same server before this one (<c>srv_queue</c> of the log).</param>
/// <param name="BackendQueuePosition">Connections that waited for any server before this one (<c>backend_queue</c> of the log).</param>
public readonly record struct SlotOutcome(SlotStatus Status, ServerState? Server, int ServerQueuePosition, int BackendQueuePosition)
{
    /// <summary>A slot without a wait.</summary>
    public static SlotOutcome AtOnce(ServerState server) => new(SlotStatus.Granted, server, 0, 0);
}
