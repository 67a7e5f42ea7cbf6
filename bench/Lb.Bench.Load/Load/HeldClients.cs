using Lb.Bench.Load.Clients;
using Lb.Bench.Load.Loop;

namespace Lb.Bench.Load.Load;

/// <summary>Clients that are opened once and stay; other loads send through them.</summary>
internal sealed class HeldClients(EventLoop loop, ClientOpener opener) : IClientObserver, IDisposable
{
    private const int Concurrency = 64;

    private readonly List<ClientConnection> _clients = [];
    private int _toStart;
    private int _opened;
    private string? _failure;

    public IReadOnlyList<ClientConnection> Clients => _clients;

    /// <summary>Opens this many more clients.</summary>
    public LoadOutcome Open(int count, TimeSpan limit, CancellationToken stop)
    {
        int wanted = _opened + count;
        _toStart = count;
        for (int i = 0; i < Concurrency; i++)
            StartNext();
        if (!loop.RunUntil(() => _opened == wanted || _failure is not null, limit, stop))
            _failure = $"only {_opened} of {wanted} connections in {limit.TotalSeconds:F0} s";
        return new LoadOutcome(_opened, _failure);
    }

    public void OnOpened(ClientConnection client)
    {
        _opened++;
        StartNext();
    }

    public void OnEchoed(ClientConnection client, int count) => _failure ??= "bytes that nobody sent";

    public void OnFailed(ClientConnection client, string reason) => _failure ??= reason;

    public void Dispose()
    {
        foreach (var client in _clients)
            client.Close();
    }

    private void StartNext()
    {
        if (_toStart == 0)
            return;
        _toStart--;
        _clients.Add(opener.Open(this));
    }
}
