using Lb.Transport.Reactors.Timers;
using Lb.Transport.Relaying;

namespace Lb.Transport.Tests.Reactors.Relaying;

public sealed class RelayTimeoutTests : IDisposable
{
    private const int Ten = 10_000;
    private const int Minute = 60_000;
    private const int Tick = TimerWheel.TickMilliseconds;
    private const int OneRead = 20_000;
    private const int TooMuch = 100_000;
    private readonly FakeReactor _reactor = new();

    public void Dispose() => _reactor.Dispose();

    [Theory]
    [InlineData(Ten, Minute, RelayEnd.ClientTimedOut)]
    [InlineData(Minute, Ten, RelayEnd.ServerTimedOut)]
    [InlineData(Ten, 0, RelayEnd.ClientTimedOut)]
    [InlineData(0, Ten, RelayEnd.ServerTimedOut)]
    public void EndsOrderlyWithTheShorterTimeout_WhenBothAreSilent(int client, int server, RelayEnd expected)
    {
        var relayed = _reactor.Start(new ConnectionPlan { ClientTimeout = client, ServerTimeout = server });

        _reactor.Advance(Ten - 1);
        Assert.True(relayed.IsLive);
        _reactor.Advance(1 + Tick);

        Assert.Equal(expected, relayed.Outcome?.End);
        Assert.True(relayed.Client.SawEnd && relayed.Server.SawEnd);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ResetsTheClient_WhenItTakesNothingForItsTimeout(bool isTls)
    {
        var relayed = _reactor.Start(new ConnectionPlan(isTls) { ClientTimeout = Minute, ServerTimeout = Ten, ClientRoom = 4_096 });
        Stall(relayed.Server);

        _reactor.Advance(Minute - 1);
        Assert.True(relayed.IsLive, "the server's timer must not run while the client holds the server up");
        _reactor.Advance(1 + Tick);

        Assert.Equal(RelayEnd.ClientTimedOut, relayed.Outcome?.End);
        Assert.True(relayed.Client.Socket.ClosedByReset && relayed.Server.SawEnd);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ResetsTheServer_WhenItTakesNothingForItsTimeout(bool isTls)
    {
        var relayed = _reactor.Start(new ConnectionPlan(isTls) { ClientTimeout = Ten, ServerTimeout = Minute, ServerRoom = 4_096 });
        Stall(relayed.Client);

        _reactor.Advance(Minute - 1);
        Assert.True(relayed.IsLive, "the client's timer must not run while the server holds the client up");
        _reactor.Advance(1 + Tick);

        Assert.Equal(RelayEnd.ServerTimedOut, relayed.Outcome?.End);
        relayed.Client.Read();
        Assert.True(relayed.Server.Socket.ClosedByReset && relayed.Client.SawEnd);
    }

    [Fact]
    public void StartsTheTimersOfBothLegsAnew_WhenAByteTravels()
    {
        var relayed = _reactor.Start(new ConnectionPlan { ClientTimeout = Ten, ServerTimeout = Ten });

        _reactor.Advance(Ten - 1);
        relayed.Client.Send(1);
        _reactor.RunUntilIdle();
        _reactor.Advance(Ten - 1);

        Assert.True(relayed.IsLive);
        _reactor.Advance(1 + Tick);
        Assert.False(relayed.IsLive);
    }

    [Fact]
    public void GivesTheClientItsWholeTimeout_WhenTheServerHeldItUpForLonger()
    {
        var relayed = _reactor.Start(new ConnectionPlan { ClientTimeout = Ten, ServerTimeout = Minute, ServerRoom = 4_096 });
        relayed.Client.Send(OneRead);
        _reactor.RunUntilIdle();
        _reactor.Advance(3 * Ten);
        _reactor.Advance(Ten / 2);

        relayed.Server.Socket.Room = int.MaxValue;
        _reactor.RunUntilIdle();
        relayed.Server.Read();

        Assert.Equal(OneRead, relayed.Server.Got);
        _reactor.Advance(Ten - 1);
        Assert.True(relayed.IsLive);
    }

    [Fact]
    public void GivesAClientThatIsDoneSendingItsWholeTimeoutToTake_WhenTheServerAnswersLate()
    {
        var relayed = _reactor.Start(new ConnectionPlan { ClientTimeout = Ten, ServerTimeout = Minute, ClientRoom = 4_096 });
        relayed.Client.Fin();
        _reactor.RunUntilIdle();
        _reactor.Advance(Ten + Tick);
        Assert.True(relayed.IsLive, "nothing is waited for on the client leg");

        Stall(relayed.Server);
        _reactor.Advance(Ten - 1);

        Assert.True(relayed.IsLive);
        _reactor.Advance(1 + Tick);
        Assert.Equal(RelayEnd.ClientClosed, relayed.Outcome?.End);
    }

    [Fact]
    public void NeverEnds_WhenNoTimeoutIsSet()
    {
        var relayed = _reactor.Start(new ConnectionPlan());

        _reactor.Advance(int.MaxValue);

        Assert.True(relayed.IsLive);
    }

    private void Stall(FarEnd sender)
    {
        sender.Send(TooMuch);
        _reactor.RunUntilIdle();
    }
}
