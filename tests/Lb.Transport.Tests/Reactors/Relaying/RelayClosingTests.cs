using Lb.Transport.Relaying;

namespace Lb.Transport.Tests.Reactors.Relaying;

public sealed class RelayClosingTests : IDisposable
{
    private const int Some = 1_000;
    private const int TooMuch = 100_000;
    private const int LittleRoom = 4_096;
    private readonly FakeReactor _reactor = new();

    public void Dispose() => _reactor.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void LetsTheServerAnswer_WhenTheClientIsDoneSending(bool isTls)
    {
        var relayed = _reactor.Start(new ConnectionPlan(isTls));

        relayed.Client.Send(Some);
        EndOrderly(relayed.Client);
        Run(relayed);
        Assert.True(relayed.IsLive && relayed.Server.SawEnd);
        relayed.Server.Send(Some);
        relayed.Server.Fin();
        Run(relayed);

        AssertEnded(relayed, RelayEnd.ClientClosed, Some, Some);
        Assert.True(relayed.Client.SawEnd);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void LetsTheClientSendOn_WhenTheServerIsDoneSending(bool isTls)
    {
        var relayed = _reactor.Start(new ConnectionPlan(isTls));

        relayed.Server.Fin();
        Run(relayed);
        Assert.True(relayed.IsLive && relayed.Client.SawEnd);
        relayed.Client.Send(Some);
        EndOrderly(relayed.Client);
        Run(relayed);

        AssertEnded(relayed, RelayEnd.ServerClosed, Some, 0);
        Assert.True(relayed.Server.SawEnd);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void DeliversEverythingBeforeTheEnd_WhenTheServerEndsAndTheClientIsSlow(bool isTls)
    {
        var relayed = _reactor.Start(new ConnectionPlan(isTls) { ClientRoom = LittleRoom });

        relayed.Server.Send(TooMuch);
        relayed.Server.Fin();
        _reactor.RunUntilIdle();
        Assert.False(relayed.Client.Socket.FinSent);
        Run(relayed);
        relayed.Client.Fin();
        Run(relayed);

        AssertEnded(relayed, RelayEnd.ServerClosed, 0, TooMuch);
        Assert.True(relayed.Client.SawEnd);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EndsTheServerLegOrderly_WhenTheClientResetsAndTheServerHasYetToTakeSome(bool isTls)
    {
        var relayed = _reactor.Start(new ConnectionPlan(isTls));

        relayed.Client.Send(Some);
        relayed.Client.Reset();
        Run(relayed);

        AssertEnded(relayed, RelayEnd.ClientAborted, Some, 0);
        Assert.True(relayed.Server.SawEnd);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ResetsTheServer_WhenTheClientResetsAndTheServerTookEverything(bool isTls)
    {
        var relayed = _reactor.Start(new ConnectionPlan(isTls));
        relayed.Client.Send(Some);
        Run(relayed);

        relayed.Client.Reset();
        Run(relayed);

        AssertEnded(relayed, RelayEnd.ClientAborted, Some, 0);
        Assert.True(relayed.Server.Socket.ClosedByReset);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void GivesTheClientTheLastWordsAndAnOrderlyEnd_WhenTheServerResets(bool isTls)
    {
        var relayed = _reactor.Start(new ConnectionPlan(isTls) { ClientRoom = LittleRoom });

        relayed.Server.Send(TooMuch);
        relayed.Server.Reset();
        Run(relayed);

        AssertEnded(relayed, RelayEnd.ServerAborted, 0, TooMuch);
        Assert.True(relayed.Client.SawEnd);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void GivesTheClientTheServersAnswer_WhenTheServerTakesNothingMore(bool isTls)
    {
        var relayed = _reactor.Start(new ConnectionPlan(isTls));

        relayed.Server.Send(Some);
        relayed.Server.Leave();
        relayed.Client.Send(Some);
        _reactor.RunUntilIdle();
        relayed.Client.Send(Some);
        relayed.Client.Fin();
        Run(relayed);

        Assert.Equal(Some, relayed.Client.Got);
        Assert.True(relayed.Client.SawEnd);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SendsTheNoticeBehindAllBytesAndFinBehindTheNotice_WhenTlsEnds(bool noticeIsSent)
    {
        var relayed = _reactor.Start(new ConnectionPlan(IsTls: true) { ClientRoom = LittleRoom, NoticeIsSent = noticeIsSent });

        relayed.Server.Send(TooMuch);
        relayed.Server.Fin();
        while (!relayed.Client.SawNotice)
        {
            Assert.False(relayed.Client.SawEnd, "FIN comes before the notice");
            relayed.Client.Read(LittleRoom);
            _reactor.RunUntilIdle();
            _reactor.Advance(FakeReactor.FinWait);
        }

        Assert.Equal(TooMuch, relayed.Client.Got);
        Assert.True(relayed.Client.SawEnd);
    }

    [Fact]
    public void HoldsFinBack_AsLongAsTheKernelMayHoldARecord()
    {
        var relayed = _reactor.Start(new ConnectionPlan(IsTls: true) { NoticeIsSent = true });
        relayed.Server.Send(Some);
        relayed.Server.Fin();
        _reactor.RunUntilIdle();
        for (var i = 0; i < 10; i++) _reactor.Advance(FakeReactor.FinWait);
        Assert.False(relayed.Client.Socket.FinSent);

        relayed.Client.Read();
        _reactor.Advance(FakeReactor.FinWait);
        relayed.Client.Read();

        Assert.True(relayed.Client.SawNotice && relayed.Client.SawEnd);
        EndOrderly(relayed.Client);
        Run(relayed);
        AssertEnded(relayed, RelayEnd.ServerClosed, 0, Some);
    }

    [Fact]
    public void HoldsFinBack_NoLongerThanTheClientMayBeQuiet()
    {
        var relayed = _reactor.Start(new ConnectionPlan(IsTls: true) { NoticeIsSent = true, ClientTimeout = 1_000 });
        relayed.Server.Send(Some);
        relayed.Server.Fin();
        relayed.Client.FinNow();
        _reactor.RunUntilIdle();
        Assert.True(relayed.IsLive);

        for (var i = 0; i < 25; i++) _reactor.Advance(FakeReactor.FinWait);

        Assert.False(relayed.IsLive);
    }

    [Fact]
    public void SendsNoAnswerBehindTheNotice_WhenTheClientStillSpeaksTls()
    {
        var relayed = _reactor.Start(new ConnectionPlan(IsTls: true));
        relayed.Server.Fin();
        Run(relayed);

        relayed.Client.ComposeControl(FakeRecord.Question);
        relayed.Client.Send(Some);
        EndOrderly(relayed.Client);
        Run(relayed);

        AssertEnded(relayed, RelayEnd.ServerClosed, Some, 0);
        Assert.Equal(0, relayed.Client.Answers);
    }

    [Fact]
    public void EndsWithClientAborted_WhenARecordIsCorrupt()
    {
        var relayed = _reactor.Start(new ConnectionPlan(IsTls: true));

        relayed.Client.Send(Some);
        relayed.Client.ComposeControl(FakeRecord.Corrupt);
        relayed.Client.Push();
        Run(relayed);

        AssertEnded(relayed, RelayEnd.ClientAborted, Some, 0);
        Assert.True(relayed.Server.SawEnd);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EndsBothLegsOrderly_WhenItsGroupIsStopped(bool isTls)
    {
        var relayed = _reactor.Start(new ConnectionPlan(isTls) { Group = 7 });
        var other = _reactor.Start(new ConnectionPlan(isTls) { Group = 8 });

        _reactor.Stop(7);
        Run(relayed);

        AssertEnded(relayed, RelayEnd.GroupStopped, 0, 0);
        Assert.True(relayed.Client.SawEnd && relayed.Server.SawEnd && other.IsLive);
        Assert.Equal(isTls, relayed.Client.SawNotice);
    }

    [Fact]
    public void ResetsOnlyTheLegThatTakesNothing_WhenItsGroupIsStopped()
    {
        var relayed = _reactor.Start(new ConnectionPlan { ClientRoom = LittleRoom });
        relayed.Server.Send(TooMuch);
        _reactor.RunUntilIdle();

        _reactor.Stop(0);

        Assert.Equal((true, false), (relayed.Client.Socket.ClosedByReset, relayed.Server.Socket.ClosedByReset));
    }

    [Fact]
    public void ResetsAClientThatTookEverythingButHasNoRoomForTheNotice_WhenItsGroupIsStopped()
    {
        var relayed = _reactor.Start(new ConnectionPlan(IsTls: true) { ClientRoom = Some + FakeRecord.Overhead, NoticeIsSent = true });
        relayed.Server.Send(Some);
        _reactor.RunUntilIdle();
        Assert.Equal((0, 0), (relayed.UnsentToClient, relayed.Client.Socket.SendRoom));

        _reactor.Stop(0);

        Assert.True(relayed.Client.Socket.ClosedByReset);
    }

    [Fact]
    public void EndsTheOthersOfTheGroup_WhenTheCompletionOfOneThrows()
    {
        var relays = Enumerable.Range(0, 3).Select(_ => _reactor.Start(new ConnectionPlan())).ToList();
        _reactor.WhenEnded = () => throw new InvalidOperationException("a bug of the completion");

        Assert.Throws<InvalidOperationException>(() => _reactor.Stop(0));

        Assert.All(relays, relayed => Assert.False(relayed.IsLive));
        _reactor.AssertEmpty();
    }

    private static void EndOrderly(FarEnd farEnd)
    {
        farEnd.ComposeControl(FakeRecord.CloseNotice);
        farEnd.Push();
        farEnd.Fin();
    }

    private void Run(SimulatedConnection connection)
    {
        for (var moved = -1L; moved != connection.Client.Socket.Accepted + connection.Server.Socket.Accepted;)
        {
            moved = connection.Client.Socket.Accepted + connection.Server.Socket.Accepted;
            _reactor.RunUntilIdle();
            connection.Client.Read();
            connection.Server.Read();
            _reactor.RunUntilIdle();
        }
    }

    private static void AssertEnded(SimulatedConnection connection, RelayEnd end, long fromClient, long fromServer)
    {
        connection.Client.Read();
        connection.Server.Read();
        Assert.Equal(new RelayOutcome(end, fromClient, fromServer), connection.Outcome);
        Assert.Equal((fromClient, fromServer), (connection.Server.Got, connection.Client.Got));
    }
}
