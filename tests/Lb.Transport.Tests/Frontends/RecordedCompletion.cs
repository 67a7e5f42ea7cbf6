using Lb.Transport.Relaying;

namespace Lb.Transport.Tests.Frontends;

/// <summary>Keeps what a relay reports; a second report fails.</summary>
internal sealed class RecordedCompletion : IRelayCompletion
{
    private readonly TaskCompletionSource<RelayOutcome> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<RelayOutcome> Outcome => _ended.Task;

    /// <summary>What came back with the outcome.</summary>
    public RelayTag Tag { get; private set; }

    public void Ended(in RelayTag tag, in RelayOutcome outcome)
    {
        Tag = tag;
        _ended.SetResult(outcome);
    }
}
