using Lb.Transport.Relaying;

namespace Lb.Transport.Tests.Frontends;

/// <summary>Keeps what a relay reports.</summary>
internal sealed class RecordedCompletion : IRelayCompletion
{
    private readonly TaskCompletionSource<IRelayControl> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<RelayOutcome> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<IRelayControl> Control => _started.Task;

    public Task<RelayOutcome> Outcome => _ended.Task;

    public void Started(IRelayControl control) => _started.SetResult(control);

    public void Ended(in RelayOutcome outcome) => _ended.SetResult(outcome);
}
