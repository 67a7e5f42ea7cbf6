using Lb.Bench.Load.Clients;
using Lb.Bench.Load.Echo;
using Lb.Bench.Load.Loop;
using Lb.Bench.Load.Mqtt;

namespace Lb.Bench.Load.Tests;

public sealed class ClientConnectionTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public void WhatArrivedStays_WhileAnotherLoopReads()
    {
        using var here = new Side();
        using var there = new Side();
        var (ours, theirs) = (MqttPackets.Publish(100, "ours", 0, 0), MqttPackets.Publish(100, "theirs", 0, 0));
        byte[]? seen = null;
        here.Echoed = (client, count) =>
        {
            there.Client.Send(theirs);
            there.Run(() => there.Echoes == 1);
            seen = client.Arrived(count).ToArray();
        };

        here.Client.Send(ours);
        here.Run(() => seen is not null);

        Assert.Equal(ours, seen);
    }

    /// <summary>A loop with an echo server and one open client.</summary>
    private sealed class Side : IClientObserver, IDisposable
    {
        private readonly EventLoop _loop = new();
        private readonly EchoServer _echo;
        private bool _open;

        public Side()
        {
            _echo = new EchoServer(_loop, 1);
            Client = new ClientOpener(_loop, _echo.Addresses[0], tls: null).Open(this);
            Run(() => _open);
        }

        public ClientConnection Client { get; }

        public Action<ClientConnection, int> Echoed { get; set; } = (_, _) => { };

        public int Echoes { get; private set; }

        public void Run(Func<bool> done) => Assert.True(_loop.RunUntil(done, Limit, TestContext.Current.CancellationToken));

        public void OnOpened(ClientConnection client) => _open = true;

        public void OnEchoed(ClientConnection client, int count)
        {
            Echoes++;
            Echoed(client, count);
        }

        public void OnFailed(ClientConnection client, string reason) => Assert.Fail(reason);

        public void Dispose()
        {
            Client.Close();
            _echo.Dispose();
            _loop.Dispose();
        }
    }
}
