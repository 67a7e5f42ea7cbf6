using Lb.Bench.Load.Clients;
using Lb.Bench.Load.Loop;

namespace Lb.Bench.Load.Load;

/// <summary>Opens clients, a fixed number at a time, and closes each when its CONNACK came.</summary>
internal sealed class ConnectLoad(EventLoop loop, ClientOpener opener, int concurrency) : IClientObserver
{
    private int _toStart;
    private int _running;
    private int _completed;
    private string? _failure;

    /// <summary>How many of the last run's TLS handshakes were resumed.</summary>
    public int Resumed { get; private set; }

    /// <summary>Stops at the first failure, or when <paramref name="limit"/> ends.</summary>
    public LoadOutcome Run(int count, TimeSpan limit, CancellationToken stop)
    {
        (_toStart, _completed, _failure, Resumed) = (count, 0, null, 0);
        for (int i = 0; i < concurrency; i++)
            StartNext();
        if (!loop.RunUntil(() => _running == 0, limit, stop))
            _failure ??= $"only {_completed} of {count} connections in {limit.TotalSeconds:F0} s";
        return new LoadOutcome(_completed, _failure);
    }

    public void OnOpened(ClientConnection client)
    {
        if (client.Leg is TlsLeg { IsResumed: true })
            Resumed++;
        client.Close();
        _completed++;
        _running--;
        StartNext();
    }

    public void OnEchoed(ClientConnection client, int count) => _failure ??= "bytes after CONNACK that nobody sent";

    public void OnFailed(ClientConnection client, string reason)
    {
        _failure ??= reason;
        _toStart = 0;
        _running--;
    }

    private void StartNext()
    {
        if (_toStart == 0)
            return;
        _toStart--;
        _running++;
        opener.Open(this);
    }
}
