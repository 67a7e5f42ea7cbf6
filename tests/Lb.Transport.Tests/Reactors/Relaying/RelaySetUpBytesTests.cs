namespace Lb.Transport.Tests.Reactors.Relaying;

public sealed class RelaySetUpBytesTests : IDisposable
{
    private const int TicketWait = 200;
    private readonly FakeReactor _reactor = new();

    public void Dispose() => _reactor.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(262_144)]
    public void DeliversTheFirstBytes_WhenTheServerTakesThemSlowly(int count)
    {
        var relayed = _reactor.Start(new ConnectionPlan { FirstBytes = count, ServerRoom = 1_000 });

        relayed.Client.Send(500);
        Assert.True(relayed.IsLive);
        while (relayed.Server.Socket.Outgoing.Count > 0)
        {
            relayed.Server.Read();
            _reactor.RunUntilIdle();
        }

        Assert.Equal(count + 500, relayed.Server.Got);
        Assert.Equal(0, _reactor.Pool.Used);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(262_144)]
    public void DeliversTheFirstBytes_BehindAHeaderThatTheServerHasNotTaken(int count)
    {
        var relayed = _reactor.Start(new ConnectionPlan { Header = 100, FirstBytes = count, ServerRoom = 50 });

        relayed.Server.Socket.Room = int.MaxValue;
        _reactor.RunUntilIdle();
        relayed.Server.Read();

        Assert.Equal(100 + count, relayed.Server.Got);
    }

    [Fact]
    public void SendsTheTicketTogetherWithTheFirstBytesToTheClient()
    {
        var relayed = _reactor.Start(new ConnectionPlan(IsTls: true) { Ticket = 200 });
        _reactor.RunUntilIdle();
        Assert.Equal(0, relayed.Client.Socket.Sends);

        relayed.Server.Send(4);
        _reactor.RunUntilIdle();
        relayed.Client.Read();

        Assert.Equal(1, relayed.Client.Socket.Sends);
        Assert.Equal((true, 4), (relayed.Client.SawTicket, relayed.Client.Got));
        Assert.Equal(0, _reactor.Pool.Used);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60_000)]
    public void SendsTheTicketAlone_WhenTheServerSaysNothing(int timeout)
    {
        var relayed = _reactor.Start(new ConnectionPlan(IsTls: true) { Ticket = 200, ClientTimeout = timeout, ServerTimeout = timeout });
        _reactor.RunUntilIdle();

        _reactor.Advance(TicketWait);
        relayed.Client.Read();

        Assert.True(relayed.IsLive && relayed.Client.SawTicket);
        Assert.Equal(0, _reactor.Pool.Used);
        _reactor.Advance(timeout);
        Assert.Equal(timeout == 0, relayed.IsLive);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(6_000)]
    public void DeliversAsMuchAsOneReadHolds_BehindATicket(int ticket)
    {
        var relayed = _reactor.Start(new ConnectionPlan(IsTls: true) { Ticket = ticket });

        relayed.Server.Send(60_000);
        _reactor.RunUntilIdle();
        relayed.Client.Read();
        _reactor.RunUntilIdle();
        relayed.Client.Read();

        Assert.Equal((true, 60_000), (relayed.Client.SawTicket, relayed.Client.Got));
    }

    [Fact]
    public void SendsTheTicketBeforeTheNotice_WhenTheServerEndsWithoutAWord()
    {
        var relayed = _reactor.Start(new ConnectionPlan(IsTls: true) { Ticket = 200 });

        relayed.Server.Fin();
        _reactor.RunUntilIdle();
        relayed.Client.Read();

        Assert.True(relayed.Client.SawTicket && relayed.Client.SawNotice && relayed.Client.SawEnd);
    }
}
