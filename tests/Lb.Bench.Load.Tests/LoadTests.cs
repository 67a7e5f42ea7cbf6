using System.Net;
using Lb.Bench.Load.Clients;
using Lb.Bench.Load.Echo;
using Lb.Bench.Load.Load;
using Lb.Bench.Load.Loop;

namespace Lb.Bench.Load.Tests;

/// <summary>The loads and the echo server against each other, with no balancer between them.</summary>
public sealed class LoadTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly EventLoop _loop = new();
    private readonly EchoServer _echo;
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    public LoadTests() => _echo = new EchoServer(_loop, 1);

    public void Dispose()
    {
        _echo.Dispose();
        _loop.Dispose();
    }

    [Fact]
    public void EveryConnectionIsCounted_WhenAllGetTheirConnack()
    {
        var load = new ConnectLoad(_loop, Opener(_echo.Addresses[0]), concurrency: 8);
        Assert.Equal(new LoadOutcome(100, null), load.Run(100, Limit, _stop));
        Assert.Equal(new LoadOutcome(50, null), load.Run(50, Limit, _stop));
    }

    [Fact]
    public void TheReasonIsKept_WhenNobodyListens()
    {
        var gone = _echo.Addresses[0];
        _echo.Dispose();
        var outcome = new ConnectLoad(_loop, Opener(gone), concurrency: 8).Run(100, Limit, _stop);
        Assert.Equal(new LoadOutcome(0, "connect failed, errno 111"), outcome);
    }

    [Theory]
    [InlineData(16, 200)]
    [InlineData(128, 200)]
    [InlineData(1_000_000, 20)]
    public void EveryPublishComesBack_WhetherOrNotItFitsTheSocketBuffers(int packetBytes, int count)
    {
        using var held = new HeldClients(_loop, Opener(_echo.Addresses[0]));
        Assert.Equal(new LoadOutcome(5, null), held.Open(5, Limit, _stop));
        Assert.Equal(new LoadOutcome(count, null), new PublishLoad(_loop, held.Clients, packetBytes).Run(count, Limit, _stop));
    }

    [Fact]
    public void EveryPublishComesBack_WhenFewClientsSendAtATime()
    {
        using var held = new HeldClients(_loop, Opener(_echo.Addresses[0]));
        Assert.Equal(new LoadOutcome(10, null), held.Open(10, Limit, _stop));
        var load = new PublishLoad(_loop, held.Clients, 128, inFlight: 3);

        Assert.Equal(new LoadOutcome(10, null), load.Run(10, Limit, _stop));
        Assert.Equal(new LoadOutcome(500, null), load.Run(500, Limit, _stop));
    }

    [Fact]
    public void PublishLoadFails_WhenTheServerGoesAway()
    {
        using var held = new HeldClients(_loop, Opener(_echo.Addresses[0]));
        held.Open(2, Limit, _stop);
        _echo.Dispose();
        Assert.NotNull(new PublishLoad(_loop, held.Clients, 128).Run(10, Limit, _stop).Failure);
    }

    [Fact]
    public void RateLoadTimesEveryMessage()
    {
        using var held = new HeldClients(_loop, Opener(_echo.Addresses[0]));
        held.Open(3, Limit, _stop);
        var load = new RateLoad(_loop, held.Clients, 128);
        Assert.Equal(new LoadOutcome(100, null), load.Run(100, 10_000, _stop));
        Assert.Equal(100, load.RoundTrips.Count(microseconds => microseconds > 0));
    }

    [Fact]
    public void NoMoveIsNoted_WhileEachClientIdKeepsItsBroker()
    {
        using var two = new EchoServer(_loop, 2) { Placement = new ClientPlacement() };
        new ConnectLoad(_loop, Opener(two.Addresses[0], clientIds: 5), 1).Run(20, Limit, _stop);
        Assert.Equal(0, two.Placement.Moves);
        new ConnectLoad(_loop, Opener(two.Addresses[1], clientIds: 5), 1).Run(20, Limit, _stop);
        Assert.Equal(5, two.Placement.Moves);
    }

    private ClientOpener Opener(IPEndPoint address, int clientIds = int.MaxValue) => new(_loop, address, tls: null, clientIds);
}
