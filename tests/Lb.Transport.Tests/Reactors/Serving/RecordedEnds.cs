using System.Collections.Concurrent;
using Lb.Transport.Relaying;

namespace Lb.Transport.Tests.Reactors.Serving;

/// <summary>Keeps how each relay ended.</summary>
internal sealed class RecordedEnds : IRelayCompletion
{
    private readonly ConcurrentQueue<RelayOutcome> _all = new();

    public IReadOnlyList<RelayOutcome> All => [.. _all];

    public void Ended(in RelayTag tag, in RelayOutcome outcome) => _all.Enqueue(outcome);
}
