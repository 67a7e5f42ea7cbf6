using Lb.Transport.Relaying;
using Lb.Transport.Tests.Frontends;

namespace Lb.Transport.Tests.Relaying;

public sealed class InactivityTests
{
    private static readonly TimeSpan Ten = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    [Theory]
    [InlineData(LegKind.Plain)]
    [InlineData(LegKind.Tls)]
    public async Task EndsWithClientTimedOut_WhenBothAreSilentAndTheClientsTimeoutIsShorter(LegKind kind)
    {
        await using var relayed = await RelayedConnection.StartAsync(kind, new RelaySettings(Ten, Minute));

        relayed.Clock.Advance(Ten - Tick);
        Assert.True(IsArmed(relayed));
        relayed.Clock.Advance(Tick);

        Assert.Equal(RelayEnd.ClientTimedOut, (await relayed.Outcome).End);
        Assert.Empty(await relayed.Client.ReadToEndAsync());
        Assert.Empty(await relayed.ServerStream.ReadToEndAsync());
    }

    [Theory]
    [InlineData(LegKind.Plain)]
    [InlineData(LegKind.Tls)]
    public async Task EndsWithServerTimedOut_WhenBothAreSilentAndTheServersTimeoutIsShorter(LegKind kind)
    {
        await using var relayed = await RelayedConnection.StartAsync(kind, new RelaySettings(Minute, Ten));

        relayed.Clock.Advance(Ten - Tick);
        Assert.True(IsArmed(relayed));
        relayed.Clock.Advance(Tick);

        Assert.Equal(RelayEnd.ServerTimedOut, (await relayed.Outcome).End);
        Assert.Empty(await relayed.Client.ReadToEndAsync());
    }

    [Theory]
    [InlineData(LegKind.Plain)]
    [InlineData(LegKind.Tls)]
    public async Task EndsWithServerTimedOut_WhenTheServerTakesNothing(LegKind kind)
    {
        await using var relayed = await RelayedConnection.StartAsync(kind, new RelaySettings(Ten, Minute));
        await relayed.Client.FloodAsync(BackPressure.Offered);
        Assert.True(IsArmed(relayed));

        relayed.Clock.Advance(Minute - Tick);
        Assert.True(IsArmed(relayed), "the client's timer must not run while the server holds the client up");
        relayed.Clock.Advance(Tick);

        Assert.Equal(RelayEnd.ServerTimedOut, (await relayed.Outcome).End);
    }

    [Theory]
    [InlineData(LegKind.Plain)]
    [InlineData(LegKind.Tls)]
    public async Task EndsWithClientTimedOut_WhenTheClientTakesNothing(LegKind kind)
    {
        await using var relayed = await RelayedConnection.StartAsync(kind, new RelaySettings(Minute, Ten));
        await relayed.ServerStream.FloodAsync(BackPressure.Offered);

        relayed.Clock.Advance(Minute - Tick);
        Assert.True(IsArmed(relayed), "the server's timer must not run while the client holds the server up");
        relayed.Clock.Advance(Tick);

        Assert.Equal(RelayEnd.ClientTimedOut, (await relayed.Outcome).End);
    }

    [Theory]
    [InlineData(LegKind.Plain)]
    [InlineData(LegKind.Tls)]
    public async Task StartsBothTimersAnew_WhenTheClientSends(LegKind kind)
    {
        await using var relayed = await RelayedConnection.StartAsync(kind, new RelaySettings(Ten, Ten));

        relayed.Clock.Advance(Ten * 0.6);
        await relayed.Client.WriteAsync(Streams.Bytes(2)).InTime();
        await relayed.ServerStream.ReadExactlyAsync(2);
        await EchoAsync(relayed);
        relayed.Clock.Advance(Ten * 0.6);

        Assert.True(IsArmed(relayed));
        Assert.False(relayed.HasEnded);
        relayed.Clock.Advance(Ten);
        // Both are due at about the same time; which leg was touched last is up to the relay's last step.
        Assert.Contains((await relayed.Outcome).End, new[] { RelayEnd.ClientTimedOut, RelayEnd.ServerTimedOut });
    }

    [Theory]
    [InlineData(LegKind.Plain)]
    [InlineData(LegKind.Tls)]
    public async Task GivesTheClientItsWholeTimeout_WhenTheServerHeldItUpForLonger(LegKind kind)
    {
        await using var relayed = await RelayedConnection.StartAsync(kind, new RelaySettings(Ten, Minute));
        var (taken, pending) = await relayed.Client.FloodAsync(BackPressure.Offered);
        relayed.Clock.Advance(Ten * 3);

        await relayed.ServerStream.ReadExactlyAsync((int)taken + 64 * 1024);
        await pending.InTime();
        await EchoAsync(relayed);
        relayed.Clock.Advance(Ten - Tick);

        Assert.True(IsArmed(relayed));
    }

    [Theory]
    [InlineData(LegKind.Plain)]
    [InlineData(LegKind.Tls)]
    public async Task GivesAClientThatIsDoneSendingItsWholeTimeoutToTake_WhenTheServerAnswersLate(LegKind kind)
    {
        await using var relayed = await RelayedConnection.StartAsync(kind, new RelaySettings(Ten, Minute));
        await relayed.CloseClientSendingAsync();
        Assert.Empty(await relayed.ServerStream.ReadToEndAsync());
        relayed.Clock.Advance(Ten - Tick);
        Assert.True(IsArmed(relayed));

        await relayed.ServerStream.FloodAsync(BackPressure.Offered);
        relayed.Clock.Advance(Tick);

        Assert.True(IsArmed(relayed));
        relayed.Clock.Advance(Ten);
        await relayed.Outcome;
    }

    [Theory]
    [InlineData(LegKind.Plain)]
    [InlineData(LegKind.Tls)]
    public async Task NeverEnds_WhenNoTimeoutIsSet(LegKind kind)
    {
        await using var relayed = await RelayedConnection.StartAsync(kind);

        relayed.Clock.Advance(TimeSpan.FromDays(365));
        await relayed.Client.WriteAsync(Streams.Bytes(2)).InTime();

        Assert.Equal(Streams.Bytes(2), await relayed.ServerStream.ReadExactlyAsync(2));
        Assert.Equal(0, relayed.Clock.ArmedTimers);
    }

    [Fact]
    public async Task LeavesNoTimerBehind_WhenTheRelayEnded()
    {
        await using var relayed = await RelayedConnection.StartAsync(LegKind.Plain, new RelaySettings(Ten, Ten));

        relayed.Run.Stop();
        await relayed.Outcome;

        Assert.Equal(0, relayed.Clock.ArmedTimers);
    }

    // The timer callback runs inside Advance: one that ended the relay did not arm itself again.
    private static bool IsArmed(RelayedConnection relayed) => relayed.Clock.ArmedTimers == 1;

    // One byte there and one back: afterwards the relay has noted everything that moved before.
    private static async Task EchoAsync(RelayedConnection relayed)
    {
        await relayed.Client.WriteAsync(new byte[1]).InTime();
        await relayed.ServerStream.ReadExactlyAsync(1);
        await relayed.ServerStream.WriteAsync(new byte[1]).InTime();
        await relayed.Client.ReadExactlyAsync(1);
    }
}
