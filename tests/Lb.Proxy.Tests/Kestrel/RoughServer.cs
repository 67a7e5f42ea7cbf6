using System.Net.Sockets;
using Lb.Proxy.Tests.Proxies;

namespace Lb.Proxy.Tests.Kestrel;

/// <summary>Echoes, or breaks the leg: at once, or after the first bytes.</summary>
internal sealed class RoughServer : IDisposable
{
    private readonly TestServer _listener = new();
    private readonly Random _random;
    private readonly int _breaks;

    /// <param name="random">Which legs break.</param>
    /// <param name="breaks">How many of ten.</param>
    public RoughServer(Random random, int breaks)
    {
        _random = random;
        _breaks = breaks;
        _ = AcceptAllAsync();
    }

    public string Address => _listener.Address;

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAllAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptAsync(), _random.Next(10) < _breaks, _random.Next(2) == 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or TimeoutException)
        {
            // The test is over.
        }
    }

    private static async Task ServeAsync(TestLeg leg, bool breaks, bool atOnce)
    {
        using (leg)
        {
            try
            {
                if (breaks && atOnce) leg.Reset();
                while (await leg.ReceiveAsync() is { Length: > 0 } bytes)
                {
                    if (breaks) leg.Reset();
                    await leg.SendAsync(bytes);
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // Broken by either side.
            }
        }
    }
}
