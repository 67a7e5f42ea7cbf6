#if DEBUG
namespace Lb.Transport.Tests.Reactors.Relaying;

/// <summary>What a debug build notices by itself.</summary>
public sealed class RelayCheckTests
{
    [Fact]
    public void Throws_WhenTheEngineIsEnteredWithARecordThatEnded()
    {
        using var reactor = new FakeReactor();
        reactor.Start(new ConnectionPlan());
        var ended = reactor.Start(new ConnectionPlan());
        var entries = reactor.EntriesOf(ended);
        ended.Client.Reset();
        reactor.RunUntilIdle();

        Assert.False(ended.IsLive);
        Assert.All(entries, enter => Assert.Throws<InvalidOperationException>(enter));
    }
}
#endif
