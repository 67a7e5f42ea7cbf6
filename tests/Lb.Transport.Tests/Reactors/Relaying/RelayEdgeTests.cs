namespace Lb.Transport.Tests.Reactors.Relaying;

/// <summary>Epoll announces what arrives once.</summary>
public sealed class RelayEdgeTests
{
    // Two full records: one read takes them from the socket, and leaves the end of the second inside the TLS library.
    private const int MoreThanOneRead = 32 * 1024;
    private const int More = 5_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReadsOn_WhenBytesCameWhileTheServerHeldTheClientUp(bool isTls)
    {
        using var reactor = new FakeReactor();
        var relayed = reactor.Start(new ConnectionPlan(isTls) { ServerRoom = 1_024 });
        relayed.Client.Send(MoreThanOneRead);
        reactor.RunUntilIdle();

        relayed.Client.Send(More);
        reactor.RunUntilIdle();
        relayed.Server.Socket.Room = int.MaxValue;
        reactor.RunUntilIdle();

        relayed.Server.Read();
        Assert.Equal(MoreThanOneRead + More, relayed.Server.Got);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SeesTheEnd_WhenItCameTogetherWithBytes(bool isTls)
    {
        using var reactor = new FakeReactor();
        var relayed = reactor.Start(new ConnectionPlan(isTls));

        relayed.Client.Send(More);
        relayed.Client.Fin();
        reactor.RunUntilIdle();

        relayed.Server.Read();
        Assert.Equal(More, relayed.Server.Got);
        Assert.True(relayed.Server.SawEnd);
    }
}
