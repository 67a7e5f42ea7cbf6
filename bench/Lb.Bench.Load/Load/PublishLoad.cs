using Lb.Bench.Load.Clients;
using Lb.Bench.Load.Loop;
using Lb.Bench.Load.Mqtt;

namespace Lb.Bench.Load.Load;

/// <summary>Clients send a PUBLISH each, wait until it came back, and send the next, or let another client send that waited longest.</summary>
internal sealed class PublishLoad : IClientObserver
{
    private readonly EventLoop _loop;
    private readonly byte[] _packet;
    private readonly IReadOnlyList<ClientConnection> _clients;
    private readonly int[] _missing;
    private readonly Queue<int> _waiting;
    private readonly int _inFlight;
    private int _toSend;
    private int _completed;
    private string? _failure;

    public PublishLoad(EventLoop loop, IReadOnlyList<ClientConnection> clients, int packetBytes, int inFlight = int.MaxValue)
    {
        _loop = loop;
        _clients = clients;
        _packet = MqttPackets.Publish(packetBytes);
        _missing = new int[clients.Count];
        _waiting = new Queue<int>(Enumerable.Range(0, clients.Count));
        _inFlight = Math.Min(inFlight, clients.Count);
        for (int i = 0; i < clients.Count; i++)
            (clients[i].Observer, clients[i].Number) = (this, i);
    }

    /// <summary>Sends <paramref name="count"/> packets in all, one at a time on each client and no more than <c>inFlight</c> together.</summary>
    public LoadOutcome Run(int count, TimeSpan limit, CancellationToken stop)
    {
        (_toSend, _completed) = (count, 0);
        for (int i = 0; i < _inFlight; i++)
            SendNext();
        if (!_loop.RunUntil(() => _completed == count || _failure is not null, limit, stop))
            _failure = $"only {_completed} of {count} messages came back in {limit.TotalSeconds:F0} s";
        return new LoadOutcome(_completed, _failure);
    }

    public void OnOpened(ClientConnection client) => _failure ??= "a second CONNACK";

    public void OnEchoed(ClientConnection client, int count)
    {
        int at = client.Number;
        _missing[at] -= count;
        if (_missing[at] > 0)
            return;
        _completed++;
        _waiting.Enqueue(at);
        SendNext();
    }

    public void OnFailed(ClientConnection client, string reason) => _failure ??= reason;

    private void SendNext()
    {
        if (_toSend == 0)
            return;
        _toSend--;
        int at = _waiting.Dequeue();
        _missing[at] = _packet.Length;
        _clients[at].Send(_packet);
    }
}
