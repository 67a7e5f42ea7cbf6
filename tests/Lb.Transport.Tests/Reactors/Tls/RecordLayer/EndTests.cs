using System.Net.Sockets;
using Lb.Transport.Reactors.Records;
using Lb.Transport.Reactors.Sockets;
using Lb.Transport.Tests.Frontends;

namespace Lb.Transport.Tests.Reactors.Tls.RecordLayer;

/// <summary>How connections end that were taken over.</summary>
public sealed unsafe class EndTests
{
    [Fact]
    public void Ends_WhenTheClientSaysGoodBye_BehindItsData()
    {
        using var own = new OwnConnection();
        own.Server.Send([.. own.Client.Send(Streams.Bytes(20_000)), .. own.Client.Close()]);

        Assert.Equal(Streams.Bytes(20_000), own.Server.ReadAll(out var result));

        Assert.Equal(IoResult.Ended, result);
        Assert.Equal(IoResult.Ended, own.Server.Read(100, out _));
        Assert.True(own.Server.HoldsInput);
    }

    [Fact]
    public void StillSends_WhenTheClientHasSaidGoodBye()
    {
        using var own = new OwnConnection();
        own.Server.Send(own.Forger.Seal(ReferenceKey.Alert, [1, 0]));
        Assert.Equal(IoResult.Ended, own.Server.Read(100, out _));

        Assert.Equal("late"u8.ToArray(), own.Client.Receive(own.Server.Write("late"u8)));
        _ = own.Client.Receive(own.Server.Close());

        Assert.True(own.Client.HasSeenTheEnd);
        Assert.Null(own.Client.Alert);
    }

    [Fact]
    public void IgnoresData_BehindTheClientsGoodBye()
    {
        using var own = new OwnConnection();
        own.Server.Send([
            .. own.Forger.Seal(ReferenceKey.Data, "a"u8), .. own.Forger.Seal(ReferenceKey.Alert, [1, 0]), .. own.Forger.Seal(ReferenceKey.Data, "b"u8)]);

        Assert.Equal("a"u8.ToArray(), own.Server.ReadAll(out var result));

        Assert.Equal(IoResult.Ended, result);
        own.Server.Send(own.Forger.Seal(ReferenceKey.Data, "c"u8));
        Assert.Equal(IoResult.Ended, own.Server.Read(100, out _));
        Assert.Empty(own.Server.Drain());
    }

    [Fact]
    public void SaysGoodBye_Once_AndNothingBehindIt()
    {
        using var own = new OwnConnection();
        var notice = own.Server.Close();

        Assert.Empty(own.Client.Receive(notice));
        Assert.True(own.Client.HasSeenTheEnd);
        Assert.Empty(own.Server.Close());
        Assert.False(own.Server.CanWrite());
        Assert.Empty(own.Server.Drain());
    }

    [Fact]
    public void StillReads_BehindOurGoodBye()
    {
        using var own = new OwnConnection();
        _ = own.Server.Close();
        own.Server.Send([.. own.Client.Send("more"u8), .. own.Client.Close()]);

        Assert.Equal("more"u8.ToArray(), own.Server.ReadAll(out var result));

        Assert.Equal(IoResult.Ended, result);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(25)]
    public void Ends_WhenTheClientClosesWithoutGoodBye_InsideARecordToo(int rest)
    {
        using var own = new OwnConnection();
        own.Server.Send([.. own.Client.Send("text"u8), .. own.Client.Send("text"u8).AsSpan(0, rest)]);
        own.Server.Far.Shutdown(SocketShutdown.Send);

        Assert.Equal("text"u8.ToArray(), own.Server.ReadAll(out var result));

        Assert.Equal(IoResult.Ended, result);
        Assert.Equal(IoResult.Ended, own.Server.Read(100, out _));
        Assert.False(own.Server.Leg->Has(LegFlags.HoldsMore));
        Assert.Equal("late"u8.ToArray(), own.Client.Receive(own.Server.Write("late"u8)));
    }

    [Fact]
    public void Breaks_WhenTheClientResets()
    {
        using var pair = new TcpPair();
        using var own = new OwnConnection(pair);
        pair.Far.LingerState = new LingerOption(true, 0);

        pair.Far.Close();
        pair.Near.Poll(-1, SelectMode.SelectRead);

        Assert.Equal(IoResult.Broken, own.Server.Read(100, out _));
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public void IgnoresSomeCancellations_ButNotManyInARow(int count, bool goesOn)
    {
        using var own = new OwnConnection();
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < count; i++) own.Server.Send(own.Forger.Seal(ReferenceKey.Alert, [1, 90]));
            own.Server.Send(own.Forger.Seal(ReferenceKey.Data, "x"u8));
        }

        var read = own.Server.ReadAll(out var result);

        Assert.Equal(goesOn ? "xx"u8.ToArray() : [], read);
        Assert.Equal(goesOn ? IoResult.WouldBlock : IoResult.Broken, result);
        _ = own.Client.Receive(own.Server.Drain());
        Assert.Equal(goesOn ? null : 10, own.Client.Alert);
    }

    [Theory]
    [InlineData(2, 20)]
    [InlineData(2, 80)]
    [InlineData(1, 80)]
    public void Breaks_AndSendsNothing_WhenTheClientSendsAnotherAlert(byte level, byte alert)
    {
        using var own = new OwnConnection();
        own.Server.Send([.. own.Forger.Seal(ReferenceKey.Data, "x"u8), .. own.Forger.Seal(ReferenceKey.Alert, [level, alert])]);

        Assert.Equal("x"u8.ToArray(), own.Server.ReadAll(out var result));

        Assert.Equal(IoResult.Broken, result);
        Assert.Equal(IoResult.Broken, own.Server.Read(100, out _));
        Assert.Empty(own.Server.Drain());
        Assert.False(own.Server.CanWrite());
        Assert.Empty(own.Server.Close());
    }
}
