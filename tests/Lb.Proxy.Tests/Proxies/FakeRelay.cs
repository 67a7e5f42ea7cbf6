using System.Buffers;
using System.Collections.Concurrent;
using Lb.Transport.Relaying;

namespace Lb.Proxy.Tests.Proxies;

/// <summary>Moves nothing: a test says how each relay ends.</summary>
internal sealed class FakeRelay : IRelay
{
    private readonly ConcurrentQueue<FakeRun> _runs = new();

    public IReadOnlyList<FakeRun> Runs => [.. _runs];

    /// <summary>Told how relays end.</summary>
    public IRelayCompletion? Completion { get; set; }

    /// <summary>Called when a relay starts, before it is one of its group.</summary>
    public Action Starting { get; set; } = () => { };

    /// <summary>Thrown instead of relaying, as a bug would be.</summary>
    public Exception? Bug { get; set; }

    public Task RelayAsync(RelayLegs legs, RelaySettings settings, in RelayTag tag)
    {
        if (Bug is { } bug) return Task.FromException(bug);
        Starting();
        var run = new FakeRun(legs, settings, tag, Completion!);
        _runs.Enqueue(run);
        return run.Done;
    }

    public void Stop(int group)
    {
        foreach (var run in _runs.Where(run => run.Settings.Group == group)) run.Stops++;
    }

    /// <summary>One relay.</summary>
    internal sealed class FakeRun(RelayLegs legs, RelaySettings settings, RelayTag tag, IRelayCompletion completion)
    {
        private readonly TaskCompletionSource _done = new();

        public RelaySettings Settings => settings;

        public Task Done => _done.Task;

        public int Stops { get; set; }

        /// <summary>What the set-up left for the server.</summary>
        public byte[] FirstBytes()
        {
            var input = legs.Client.Transport.Input;
            input.CancelPendingRead();
            Assert.True(input.TryRead(out var read));
            var bytes = read.Buffer.ToArray();
            input.AdvanceTo(read.Buffer.End);
            return bytes;
        }

        public void End(RelayEnd end, long fromClient = 0, long fromServer = 0)
        {
            legs.Server.Dispose();
            completion.Ended(tag, new RelayOutcome(end, fromClient, fromServer));
            _done.SetResult();
        }
    }
}
