using Lb.Transport.Reactors.Relaying;

namespace Lb.Transport.Tests.Reactors.Relaying;

public sealed class RelayMemoryTests
{
    private const int Limit = 1 << 20;
    private const int Enough = 5_000;
    private const int TooMuch = 100_000;
    private const int MoreThanOneRead = 50_000;
    private const int Stalled = 200;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void StaysUnderThePoolsCapAndServesThemAllInTheEnd_WhenThousandsReadNothing(bool isTls)
    {
        using var reactor = new FakeReactor(Limit);
        for (var i = 0; i < 2_000; i++) reactor.Start(new ConnectionPlan(isTls) { ClientRoom = 1_024 }).Server.Send(Enough);

        reactor.RunUntilIdle();
        Assert.InRange(reactor.Pool.Used, Limit / 2, Limit);
        foreach (var relayed in reactor.Connections) relayed.Client.Socket.Room = int.MaxValue;
        reactor.RunUntilIdle();

        Assert.Equal(0, reactor.Pool.Used);
        Assert.All(reactor.Connections, relayed =>
        {
            relayed.Client.Read();
            Assert.Equal(Enough, relayed.Client.Got);
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ServesThoseThatRead_WhileOthersThatDoNotHoldAllMemory(bool isTls)
    {
        using var reactor = new FakeReactor(Limit);
        StallMany(reactor, isTls, room: 0);
        var served = reactor.Start(Taking(isTls));
        Assert.True(reactor.IsShortOfMemory);

        served.Client.Send(TooMuch);
        served.Server.Send(TooMuch);
        reactor.RunUntilIdle();

        AssertGot(served, TooMuch);
        served.Client.Fin();
        served.Server.Fin();
        reactor.RunUntilIdle();
        Assert.False(served.IsLive);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void GoesOn_WhenTheLastOfTheMemoryComesBack(bool isTls)
    {
        using var reactor = new FakeReactor(Limit);
        var stalled = StallMany(reactor, isTls, room: 1_024);
        var served = reactor.Start(Taking(isTls));
        served.Client.Send(TooMuch);
        served.Server.Send(TooMuch);
        reactor.RunUntilIdle();
        Assert.True(reactor.IsOutOfMemory);
        Assert.Equal((0, 0), (served.Story.FromClient, served.Story.FromServer));

        foreach (var relayed in stalled) relayed.Client.Socket.Room = 0;
        foreach (var relayed in stalled.Take(4)) relayed.Client.Socket.Room = int.MaxValue;
        reactor.RunUntilIdle();

        Assert.True(reactor.IsShortOfMemory);
        AssertGot(served, TooMuch);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void HoldsOneBufferALegAtMost_WhenNeitherSideReads(bool isTls)
    {
        using var reactor = new FakeReactor();
        var relayed = reactor.Start(new ConnectionPlan(isTls) { ClientRoom = 1_024, ServerRoom = 1_024 });

        relayed.Client.Send(TooMuch);
        relayed.Server.Send(TooMuch);
        reactor.RunUntilIdle();

        var (client, server) = reactor.PrivateBuffers(relayed);
        Assert.Equal(client + server, reactor.Pool.Used);
        Assert.InRange(client, 1, 32 * 1024);
        Assert.InRange(server, 1, 32 * 1024);
    }

    [Fact]
    public void KeepsNoAnswersInTheLastOfTheMemory()
    {
        using var reactor = new FakeReactor(Limit);
        StallMany(reactor, isTls: true, room: 0);

        var asking = new List<SimulatedConnection>();
        for (var i = 0; i < 1_000; i++)
        {
            asking.Add(reactor.Start(new ConnectionPlan(IsTls: true) { ClientRoom = 0 }));
            asking[i].Client.ComposeControl(FakeRecord.Question);
            asking[i].Client.Push();
        }

        reactor.RunUntilIdle();
        Assert.InRange(asking.Count(relayed => relayed.IsLive), 1, asking.Count - 1);
        var served = reactor.Start(Taking(isTls: true));
        served.Client.ComposeControl(FakeRecord.Question);
        served.Client.Send(TooMuch);
        served.Server.Send(TooMuch);
        reactor.RunUntilIdle();

        AssertGot(served, TooMuch);
        Assert.Equal(1, served.Client.Answers);
    }

    [Fact]
    public void HoldsNothing_WhenNothingIsPending()
    {
        using var reactor = new FakeReactor();
        var relayed = reactor.Start(new ConnectionPlan { FirstBytes = 100 });

        relayed.Client.Send(10_000);
        reactor.RunUntilIdle();

        Assert.Equal(0, reactor.Pool.Used);
    }

    [Fact]
    public void BreaksTheConnection_WhenAClientAsksAndAsksButTakesNoAnswer()
    {
        using var reactor = new FakeReactor();
        var relayed = reactor.Start(new ConnectionPlan(IsTls: true) { ClientRoom = 1_024 });

        relayed.LackedMemory = true;
        for (var i = 0; relayed.IsLive; i++)
        {
            Assert.True(i < 10_000, "answers are kept without end");
            relayed.Client.ComposeControl(FakeRecord.Question);
            relayed.Client.Push();
            reactor.RunUntilIdle();
            Assert.InRange(reactor.PrivateBuffers(relayed).Client, 0, 2 * LegIo<FakeSockets, FakeTlsCalls>.MostPending);
        }

        Assert.True(relayed.Client.Socket.ClosedByReset);
    }

    private static ConnectionPlan Taking(bool isTls) => new(isTls) { ClientRoom = int.MaxValue, ServerRoom = int.MaxValue };

    // More than the pool has room for, all of which take no more than that of what is sent to them.
    private static List<SimulatedConnection> StallMany(FakeReactor reactor, bool isTls, int room)
    {
        var stalled = new List<SimulatedConnection>();
        for (var i = 0; i < Stalled; i++)
        {
            stalled.Add(reactor.Start(new ConnectionPlan(isTls) { ClientRoom = room }));
            stalled[i].Server.Send(MoreThanOneRead);
        }

        reactor.RunUntilIdle();
        return stalled;
    }

    private static void AssertGot(SimulatedConnection connection, int count)
    {
        connection.Client.Read();
        connection.Server.Read();
        Assert.Equal((count, count), (connection.Client.Got, connection.Server.Got));
    }
}
