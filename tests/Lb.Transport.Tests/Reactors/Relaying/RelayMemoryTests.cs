using Lb.Transport.Reactors.Relaying;

namespace Lb.Transport.Tests.Reactors.Relaying;

public sealed class RelayMemoryTests
{
    private const int Limit = 1 << 20;
    private const int Enough = 5_000;
    private const int TooMuch = 100_000;

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
    public void WaitsForMemory_WhenAnAnswerOfTlsCouldTakeTheLastOfIt()
    {
        using var reactor = new FakeReactor((32 * 1024) + 512);
        var relayed = reactor.Start(new ConnectionPlan(IsTls: true) { ClientRoom = 0, ServerRoom = 1 });

        relayed.Client.ComposeControl(FakeRecord.Question);
        relayed.Client.Send(20_000);
        reactor.RunUntilIdle();

        Assert.Equal((true, 0), (relayed.IsLive, relayed.Story.FromClient));
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
}
