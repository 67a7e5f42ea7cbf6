using System.Diagnostics;
using Lb.Bench.Load.Clients;
using Lb.Bench.Load.Loop;
using Lb.Bench.Load.Mqtt;

namespace Lb.Bench.Load.Load;

/// <summary>
/// Sends PUBLISH packets at a fixed rate, whether answers come or not, and times each from the moment it was due: a balancer that
/// stalls does not slow the load down and so cannot hide its stall.
/// </summary>
internal sealed class RateLoad : IClientObserver
{
    private readonly EventLoop _loop;
    private readonly byte[] _packet;
    private readonly IReadOnlyList<ClientConnection> _clients;
    private readonly Queue<long>[] _due;
    private readonly int[] _received;
    private readonly List<double> _microseconds = [];
    private string? _failure;

    public RateLoad(EventLoop loop, IReadOnlyList<ClientConnection> clients, int packetBytes)
    {
        _loop = loop;
        _clients = clients;
        _packet = MqttPackets.Publish(packetBytes);
        _due = [.. clients.Select(_ => new Queue<long>())];
        _received = new int[clients.Count];
        for (int i = 0; i < clients.Count; i++)
            (clients[i].Observer, clients[i].Number) = (this, i);
    }

    /// <summary>Round trips of the last run, in microseconds, in the order of their end.</summary>
    public IReadOnlyList<double> RoundTrips => _microseconds;

    /// <summary>Sends <paramref name="count"/> packets, <paramref name="perSecond"/> a second, to the clients in turn.</summary>
    public LoadOutcome Run(int count, int perSecond, CancellationToken stop)
    {
        _microseconds.Clear();
        long start = Stopwatch.GetTimestamp();
        double interval = (double)Stopwatch.Frequency / perSecond;
        for (int sent = 0; sent < count && _failure is null; sent++)
        {
            long due = start + (long)(sent * interval);
            // The generator's core is its own: polling without a wait keeps its wake-up time out of the result.
            while (Stopwatch.GetTimestamp() < due)
                _loop.Poll(0);
            stop.ThrowIfCancellationRequested();
            _due[sent % _clients.Count].Enqueue(due);
            _clients[sent % _clients.Count].Send(_packet);
        }

        if (!_loop.RunUntil(() => _microseconds.Count == count || _failure is not null, TimeSpan.FromSeconds(5), stop))
            _failure = $"only {_microseconds.Count} of {count} messages came back";
        return new LoadOutcome(_microseconds.Count, _failure);
    }

    public void OnOpened(ClientConnection client) => _failure ??= "a second CONNACK";

    public void OnEchoed(ClientConnection client, int count)
    {
        int at = client.Number;
        for (_received[at] += count; _received[at] >= _packet.Length; _received[at] -= _packet.Length)
            _microseconds.Add(Stopwatch.GetElapsedTime(_due[at].Dequeue()).TotalMicroseconds);
    }

    public void OnFailed(ClientConnection client, string reason) => _failure ??= reason;
}
