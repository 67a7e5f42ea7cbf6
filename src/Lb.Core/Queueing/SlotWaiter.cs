using Lb.Core.State;

namespace Lb.Core.Queueing;

/// <summary>One connection in the queue. Whoever takes it out of its list under the queue's lock completes it.</summary>
internal sealed class SlotWaiter(ServerState? server, long order, int position)
{
    private readonly TaskCompletionSource<SlotOutcome> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ServerState? Server { get; } = server;

    public long Order { get; } = order;

    public Task<SlotOutcome> Done => _done.Task;

    public void Complete(SlotStatus status, ServerState? granted) =>
        _done.SetResult(new SlotOutcome(status, granted, Server is null ? 0 : position, Server is null ? position : 0));
}
