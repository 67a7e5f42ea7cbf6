using System.Buffers;
using System.Collections.Concurrent;
using Lb.Transport.Relaying;

namespace Lb.Proxy.Tests.Proxies;

/// <summary>Moves nothing: a test says how each relay ends.</summary>
internal sealed class FakeRelay : IRelay
{
    private readonly ConcurrentQueue<FakeRun> _runs = new();

    public IReadOnlyList<FakeRun> Runs => [.. _runs];

    public Task RelayAsync(RelayLegs legs, RelaySettings settings, IRelayCompletion completion)
    {
        var run = new FakeRun(legs, settings, completion);
        completion.Started(run);
        _runs.Enqueue(run);
        return run.Done;
    }

    /// <summary>One relay.</summary>
    internal sealed class FakeRun(RelayLegs legs, RelaySettings settings, IRelayCompletion completion) : IRelayControl
    {
        private readonly TaskCompletionSource _done = new();

        public RelaySettings Settings => settings;

        public Task Done => _done.Task;

        public int Stops { get; private set; }

        public long BytesFromClient => 0;

        public long BytesFromServer => 0;

        public void Stop() => Stops++;

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
            completion.Ended(new RelayOutcome(end, fromClient, fromServer));
            _done.SetResult();
        }
    }
}
