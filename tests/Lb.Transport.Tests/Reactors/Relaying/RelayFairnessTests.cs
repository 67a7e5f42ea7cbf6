namespace Lb.Transport.Tests.Reactors.Relaying;

public sealed class RelayFairnessTests
{
    private const int Plenty = 8 << 20;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void MovesNoMoreInALaterTurnThanInTheFirst_WhenBothSidesSendWithoutEnd(bool isTls)
    {
        using var reactor = new FakeReactor();
        var relayed = reactor.Start(new ConnectionPlan(isTls) { ClientRoom = 2 * Plenty, ServerRoom = 2 * Plenty });
        foreach (var farEnd in new[] { relayed.Client, relayed.Server })
        {
            farEnd.Socket.Window = 2 * Plenty;
            farEnd.Send(Plenty);
        }

        var first = BytesOfATurn(reactor, relayed);

        for (var turn = 2; turn < 8; turn++) Assert.InRange(BytesOfATurn(reactor, relayed), 1, 2 * first);
        Assert.True(relayed.Client.Socket.Incoming.Count > 0, "nothing was left to be moved");
    }

    private static long BytesOfATurn(FakeReactor reactor, SimulatedConnection connection)
    {
        var before = connection.Client.Socket.Accepted + connection.Server.Socket.Accepted;
        reactor.Turn();
        return connection.Client.Socket.Accepted + connection.Server.Socket.Accepted - before;
    }
}
