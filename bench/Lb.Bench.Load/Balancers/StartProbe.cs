using System.Diagnostics;
using System.Net;
using Lb.Bench.Load.Clients;
using Lb.Bench.Load.Loop;

namespace Lb.Bench.Load.Balancers;

/// <summary>Tries to connect again and again, each millisecond, until a balancer that was just started serves a plain client.</summary>
internal sealed class StartProbe(EventLoop loop, IPEndPoint bind) : IClientObserver
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly ClientOpener _opener = new(loop, bind, tls: null);
    private bool _ended;
    private bool _opened;

    /// <summary>Returns null when the balancer exited or did not serve within 30 s.</summary>
    /// <param name="process">The balancer.</param>
    /// <param name="started">Timestamp taken right before it was started.</param>
    /// <param name="stop">Ends the wait early.</param>
    public StartTimes? Wait(BalancerProcess process, long started, CancellationToken stop)
    {
        while (!process.HasExited && Stopwatch.GetElapsedTime(started) < Limit)
        {
            if (Try(started, stop) is { } times)
                return times;
            loop.RunFor(TimeSpan.FromMilliseconds(1), stop);
        }

        return null;
    }

    public void OnOpened(ClientConnection client) => _opened = true;

    public void OnEchoed(ClientConnection client, int count) => _ended = true;

    public void OnFailed(ClientConnection client, string reason) => _ended = true;

    private StartTimes? Try(long started, CancellationToken stop)
    {
        (_ended, _opened) = (false, false);
        var client = _opener.Open(this);
        loop.RunUntil(() => client.IsConnected || _ended, TimeSpan.FromSeconds(1), stop);
        var accept = Stopwatch.GetElapsedTime(started);
        loop.RunUntil(() => _opened || _ended, TimeSpan.FromSeconds(5), stop);
        var connack = Stopwatch.GetElapsedTime(started);
        client.Close();
        return _opened ? new StartTimes(accept, connack) : null;
    }
}
