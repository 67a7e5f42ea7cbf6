using System.Net;
using System.Net.Sockets;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Behaviour;

public sealed class ReferenceBrokerTests
{
    private static readonly IPEndPoint AnyPort = new(IPAddress.Loopback, 0);

    [Fact]
    public async Task ListensOnEveryBind_WithThePortsTheSystemChose()
    {
        await using var broker = new ReferenceBroker(new BrokerOptions { Binds = [new(AnyPort), new(AnyPort, ProxyProtocol: true)] });
        Assert.Empty(broker.BoundAddresses);

        await broker.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, broker.BoundAddresses.Select(address => address.Port).Where(port => port != 0).Distinct().Count());
    }

    [Fact]
    public async Task ThrowsSocketExceptionAndListensNowhere_WhenOneAddressIsInUse()
    {
        await using var first = new TestBroker();
        await first.StartAsync();
        await using var second = new TestBroker(options => options with
        {
            Binds = [new(AnyPort), new(new IPEndPoint(IPAddress.Loopback, first.Port))],
        });

        var failure = await Assert.ThrowsAsync<SocketException>(second.StartAsync);

        Assert.Equal(SocketError.AddressAlreadyInUse, failure.SocketErrorCode);
    }

    [Fact]
    public async Task ListensOnTheSamePortAgain_WhenItFollowsAStoppedOneWithClients()
    {
        var first = new TestBroker();
        await first.StartAsync();
        await using var line = await first.ConnectAsync("me");
        var address = new IPEndPoint(IPAddress.Loopback, first.Port);
        await first.DisposeAsync();

        await using var second = new TestBroker(options => options with { Binds = [new(address)] });
        await second.StartAsync();

        await using var back = await second.ConnectAsync("me");
        Assert.False(back.ConnAck.SessionPresent);
    }

    [Fact]
    public async Task DoesNothing_WhenItIsStoppedTwice()
    {
        var broker = new ReferenceBroker(new BrokerOptions { Binds = [new(AnyPort)] });
        await broker.StartAsync(TestContext.Current.CancellationToken);
        await broker.DisposeAsync();

        Assert.Null(await Record.ExceptionAsync(() => broker.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task CountsWhatHappened()
    {
        await using var broker = new TestBroker();
        await broker.StartAsync();
        await using var line = await broker.ConnectAsync("me");
        await line.SubscribeAsync("a");
        await line.PublishAsync("a", "x", retain: true);
        await line.ReceiveAsync<PublishPacket>();

        Assert.Equal(
            new BrokerCounters
            {
                Connections = 1,
                Sessions = 1,
                Subscriptions = 1,
                RetainedMessages = 1,
                AcceptedConnections = 1,
                RefusedConnections = 0,
                ReceivedMessages = 1,
                SentMessages = 1,
                DroppedMessages = 0,
                Failures = 0,
            },
            broker.Counters);
    }

    [Fact]
    public void ThrowsArgumentException_WhenAnOptionIsOutsideOfItsRange()
    {
        Assert.Throws<ArgumentException>(() => new ReferenceBroker(new BrokerOptions { Binds = [] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReferenceBroker(new BrokerOptions { ReceiveMaximum = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReferenceBroker(new BrokerOptions { MaximumInFlight = 65_536 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReferenceBroker(new BrokerOptions { MaximumPacketSize = 0 }));
    }
}
