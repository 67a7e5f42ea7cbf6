using Lb.Bench.Load.Clients;
using Lb.Bench.Load.Loop;

namespace Lb.Bench.Load.Load;

/// <summary>Each client subscribes to a topic of its own and publishes there, the next message when the last was delivered and, with QoS 1, acknowledged.</summary>
internal sealed class BrokerLoad : IClientObserver
{
    private readonly EventLoop _loop;
    private readonly SelfSubscriber[] _subscribers;
    private readonly int _qos;
    private int _toSend;
    private int _completed;
    private int _subscribed;
    private string? _failure;

    /// <param name="loop">Serves the clients.</param>
    /// <param name="clients">Open already.</param>
    /// <param name="packetBytes">Length of each PUBLISH.</param>
    /// <param name="qos">0 or 1, of publications and subscriptions.</param>
    public BrokerLoad(EventLoop loop, IReadOnlyList<ClientConnection> clients, int packetBytes, int qos)
    {
        _loop = loop;
        _qos = qos;
        _subscribers = [.. clients.Select((client, i) => new SelfSubscriber(client, $"bench/{i:D5}", packetBytes, qos))];
        for (int i = 0; i < clients.Count; i++)
            (clients[i].Observer, clients[i].Number) = (this, i);
    }

    /// <summary>Subscribes all clients.</summary>
    public LoadOutcome Subscribe(TimeSpan limit, CancellationToken stop)
    {
        foreach (var subscriber in _subscribers)
            subscriber.Subscribe();
        if (!_loop.RunUntil(() => _subscribed == _subscribers.Length || _failure is not null, limit, stop))
            _failure = $"only {_subscribed} of {_subscribers.Length} subscriptions in {limit.TotalSeconds:F0} s";
        return new LoadOutcome(_subscribed, _failure);
    }

    /// <summary>Publishes <paramref name="count"/> messages in all, one at a time on each client.</summary>
    public LoadOutcome Run(int count, TimeSpan limit, CancellationToken stop)
    {
        (_toSend, _completed) = (count, 0);
        foreach (var subscriber in _subscribers)
            PublishNext(subscriber);
        if (!_loop.RunUntil(() => _completed == count || _failure is not null, limit, stop))
            _failure = $"only {_completed} of {count} messages were delivered in {limit.TotalSeconds:F0} s";
        return new LoadOutcome(_completed, _failure);
    }

    public void OnOpened(ClientConnection client) => _failure ??= "a second CONNACK";

    public void OnEchoed(ClientConnection client, int count)
    {
        var subscriber = _subscribers[client.Number];
        var progress = subscriber.Receive(client.Arrived(count));
        _subscribed += progress.Subscriptions;
        if (progress.Unknown)
            _failure ??= "a packet that nobody asked for, or a refused subscription";
        if (!subscriber.IsDone(_qos))
            return;
        _completed++;
        PublishNext(subscriber);
    }

    public void OnFailed(ClientConnection client, string reason) => _failure ??= reason;

    private void PublishNext(SelfSubscriber subscriber)
    {
        if (_toSend == 0)
            return;
        _toSend--;
        subscriber.Publish();
    }
}
