namespace Lb.Transport.Tests.Reactors.Relaying;

public sealed class RelaySendTests : IDisposable
{
    private const int Message = 100;
    private readonly FakeReactor _reactor = new();

    public void Dispose() => _reactor.Dispose();

    [Fact]
    public void SendsOnce_WhenSeveralRecordsOfTheClientArriveTogether()
    {
        var relayed = _reactor.Start(new ConnectionPlan(IsTls: true));
        for (var i = 0; i < 3; i++) relayed.Client.Compose(Message);
        relayed.Client.Push();

        _reactor.RunUntilIdle();
        relayed.Server.Read();

        Assert.Equal((1, 3L * Message), (relayed.Server.Socket.Sends, relayed.Server.Got));
    }

    [Fact]
    public void SendsOneRecord_WhenSeveralMessagesOfTheServerWait()
    {
        var relayed = _reactor.Start(new ConnectionPlan(IsTls: true));
        for (var i = 0; i < 3; i++) relayed.Server.Send(Message);

        _reactor.RunUntilIdle();
        relayed.Client.Read();

        Assert.Equal((1, 1), (relayed.Client.Socket.Sends, relayed.Client.DataRecords));
        Assert.Equal(3 * Message, relayed.Client.Got);
    }

    // Nagle has nothing to hold back before the second send, and many connections send once.
    [Fact]
    public void LetsSmallSegmentsToTheServerLeaveAtOnce_FromTheSecondSendOn()
    {
        var relayed = _reactor.Start(new ConnectionPlan { FirstBytes = Message });
        Assert.False(relayed.Server.Socket.SendsAtOnce);

        relayed.Client.Send(Message);
        _reactor.RunUntilIdle();

        Assert.True(relayed.Server.Socket.SendsAtOnce);
    }
}
