using System.Net;
using System.Runtime.CompilerServices;
using Lb.Proxy.Connections;
using Lb.Transport.Relaying;

namespace Lb.Proxy.Tests.Connections;

public sealed class ConnectionAccountTests
{
    [Fact]
    public void FitsIntoARelaysTag() => Assert.InRange(Unsafe.SizeOf<ConnectionAccount>(), 1, RelayTag.Size);

    [Fact]
    public void ComesBackAsItWas_WhenItTravelledWithARelay()
    {
        var back = RelayTag.From(Account(TimeSpan.FromMilliseconds(3), TimeSpan.Zero)).To<ConnectionAccount>();
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)), back.AcceptedAt);
        Assert.Equal((TimeSpan.FromHours(2), 42), (back.AcceptedAt.Offset, back.AcceptedTimestamp));
        Assert.Equal(("192.0.2.1:40000", "[2001:db8::1]:1883"), (back.Client.Unpack()?.ToString(), back.LocalAddress.Unpack()?.ToString()));
        Assert.Equal((1, 2, 3), (back.Bind, back.Backend, back.Server));
        Assert.Equal((4, 5, 6), (back.Retries, back.ServerQueue, back.BackendQueue));
        Assert.Equal((true, true, false), (back.HoldsSlot, back.IsInProxy, back.Redispatched));
        Assert.Equal((TimeSpan.FromMilliseconds(3), TimeSpan.Zero), (back.QueueTime, back.ConnectTime));
    }

    [Fact]
    public void TellsTimesThatWereNotReachedFromThoseThatTookNone()
    {
        var account = Account(TimeSpan.Zero, null);
        Assert.Equal((TimeSpan.Zero, null), (account.QueueTime, account.ConnectTime));
    }

    private static ConnectionAccount Account(TimeSpan? queue, TimeSpan? connect) => new()
    {
        AcceptedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)),
        AcceptedTimestamp = 42,
        Client = PackedAddress.Of(IPEndPoint.Parse("192.0.2.1:40000")),
        LocalAddress = PackedAddress.Of(IPEndPoint.Parse("[2001:db8::1]:1883")),
        Bind = 1,
        Backend = 2,
        Server = 3,
        HoldsSlot = true,
        IsInProxy = true,
        Retries = 4,
        ServerQueue = 5,
        BackendQueue = 6,
        QueueTime = queue,
        ConnectTime = connect,
    };
}
