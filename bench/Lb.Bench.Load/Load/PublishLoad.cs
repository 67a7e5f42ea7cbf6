using Lb.Bench.Load.Clients;
using Lb.Bench.Load.Loop;
using Lb.Bench.Load.Mqtt;

namespace Lb.Bench.Load.Load;

/// <summary>Each client sends a PUBLISH, waits until it came back, and sends the next.</summary>
internal sealed class PublishLoad : IClientObserver
{
    private readonly EventLoop _loop;
    private readonly byte[] _packet;
    private readonly IReadOnlyList<ClientConnection> _clients;
    private readonly int[] _missing;
    private int _toSend;
    private int _completed;
    private string? _failure;

    public PublishLoad(EventLoop loop, IReadOnlyList<ClientConnection> clients, int packetBytes)
    {
        _loop = loop;
        _clients = clients;
        _packet = MqttPackets.Publish(packetBytes);
        _missing = new int[clients.Count];
        for (int i = 0; i < clients.Count; i++)
            (clients[i].Observer, clients[i].Number) = (this, i);
    }

    /// <summary>Sends <paramref name="count"/> packets in all, one at a time on each client.</summary>
    public LoadOutcome Run(int count, TimeSpan limit, CancellationToken stop)
    {
        (_toSend, _completed) = (count, 0);
        for (int i = 0; i < _clients.Count; i++)
            SendNext(i);
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
        SendNext(at);
    }

    public void OnFailed(ClientConnection client, string reason) => _failure ??= reason;

    private void SendNext(int at)
    {
        if (_toSend == 0)
            return;
        _toSend--;
        _missing[at] = _packet.Length;
        _clients[at].Send(_packet);
    }
}
