using System.Net.Sockets;
using Lb.Transport.Reactors.Records;
using Lb.Transport.Reactors.Sockets;
using Lb.Transport.Reactors.Tls.KernelRecords;
using Lb.Transport.Tests.Frontends;
using Lb.Transport.Tests.Reactors.Tls.RecordLayer;

namespace Lb.Transport.Tests.Reactors.Tls.KernelRecords;

/// <summary>Connections whose records the kernel has; the client is OpenSSL, or says what OpenSSL would not.</summary>
public sealed unsafe class KernelRecordTests : IDisposable
{
    private const int UnexpectedMessage = 10;
    private const int BadRecordMac = 20;
    private const int RecordOverflow = 22;
    private const int InternalError = 80;

    // Since 6.14 a socket takes another key.
    private static readonly bool TakesNewKeys = Environment.OSVersion.Version >= new Version(6, 14);
    private readonly TcpPair _pair = new();

    public KernelRecordTests() => Assert.SkipUnless(KernelTls.IsOffered, "This kernel offers no TLS (CONFIG_TLS, module tls).");

    public static TheoryData<string> Suites => TestSuite.Names;

    public void Dispose() => _pair.Dispose();

    [Theory]
    [MemberData(nameof(Suites))]
    public void MovesBytesBothWays(string suite)
    {
        using var own = Own(suite);
        foreach (var size in (int[])[1, 2, 100, 16_383, 16_384, 16_385, 50_000]) own.Exchange(size);

        Assert.Equal(IoResult.WouldBlock, own.Server.Read(100, out _));
        Assert.False(own.Server.Leg->Has(LegFlags.HoldsMore));
    }

    [Fact]
    public void GivesOneByteAfterTheOther()
    {
        using var own = Own();
        own.Server.Send(own.Client.Send(Streams.Bytes(20_000)));

        Assert.Equal(Streams.Bytes(20_000), own.Server.ReadAll(out var result, size: 1));

        Assert.Equal(IoResult.WouldBlock, result);
    }

    [Fact]
    public void ReadsWhatCameBefore()
    {
        using var server = new ServedLeg(OwnConnection.KernelBind, _pair.Near, _pair.Far);
        using var client = new TlsPeer(TestSuite.Aes256.Name);
        server.Shake(client);
        server.Send(client.Send("early"u8));

        Assert.True(server.TakeOver());

        Assert.True(server.IsKernel);
        Assert.True(server.Leg->Has(LegFlags.HoldsMore));
        Assert.Equal("early"u8.ToArray(), server.ReadAll(out _));
    }

    [Fact]
    public void Waits_WhileSomethingIsPendingThatOpenSslSealed()
    {
        using var server = new ServedLeg(OwnConnection.KernelBind, _pair.Near, _pair.Far);
        using var client = new TlsPeer();
        server.Shake(client);
        server.Leg->PendingLength = 1;

        Assert.False(server.TakeOver());

        server.Leg->PendingLength = 0;
        Assert.True(server.TakeOver());
    }

    [Fact]
    public void StaysOurs_WhenTheKernelDoesNotTakeTheSocket()
    {
        using var server = new ServedLeg(OwnConnection.KernelBind, _pair.Near, _pair.Far);
        using var client = new TlsPeer();
        server.Shake(client);
        _pair.Far.Shutdown(SocketShutdown.Send);
        _pair.Near.Poll(-1, SelectMode.SelectRead);

        Assert.True(server.TakeOver());

        Assert.False(server.IsKernel);
        Assert.Equal("text"u8.ToArray(), client.Receive(server.Write("text"u8)));
        Assert.Equal(IoResult.Ended, server.Read(100, out _));
    }

    [Fact]
    public void Ends_WhenTheClientSaysGoodBye_BehindItsData()
    {
        using var own = Own();
        own.Server.Send([.. own.Client.Send(Streams.Bytes(20_000)), .. own.Client.Close()]);

        Assert.Equal(Streams.Bytes(20_000), own.Server.ReadAll(out var result));

        Assert.Equal(IoResult.Ended, result);
        Assert.Equal(IoResult.Ended, own.Server.Read(100, out _));
        Assert.Equal("late"u8.ToArray(), own.Client.Receive(own.Server.Write("late"u8)));
    }

    [Fact]
    public void Ends_WhenTheClientClosesWithoutGoodBye()
    {
        using var own = Own();
        own.Server.Send(own.Client.Send("text"u8));
        Assert.Equal("text"u8.ToArray(), own.Server.ReadAll(out _));

        own.Server.Far.Shutdown(SocketShutdown.Send);

        Assert.Equal(IoResult.Ended, ReadLater(own.Server));
        Assert.Equal("late"u8.ToArray(), own.Client.Receive(own.Server.Write("late"u8)));
    }

    [Fact]
    public void Breaks_WhenTheClientResets()
    {
        using var own = Own();
        _pair.Far.LingerState = new LingerOption(true, 0);
        _pair.Far.Close();

        Assert.Equal(IoResult.Broken, ReadLater(own.Server));
    }

    [Fact]
    public void SaysGoodBye_Once_AndNothingBehindIt()
    {
        using var own = Own();

        Assert.Empty(own.Client.Receive(own.Server.Close()));

        Assert.True(own.Client.HasSeenTheEnd);
        Assert.False(own.Server.CanWrite());
        Assert.Empty(own.Server.Close());
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public void IgnoresSomeCancellations_ButNotManyInARow(int count, bool goesOn)
    {
        using var own = Own();
        for (var i = 0; i < count; i++) own.Server.Send(own.Forger.Seal(ReferenceKey.Alert, [1, 90]));
        own.Server.Send(own.Forger.Seal(ReferenceKey.Data, "x"u8));

        var read = own.Server.ReadAll(out var result);

        Assert.Equal(goesOn ? "x"u8.ToArray() : [], read);
        Assert.Equal(goesOn ? IoResult.WouldBlock : IoResult.Broken, result);
        _ = own.Client.Receive(own.Server.Drain());
        Assert.Equal(goesOn ? null : UnexpectedMessage, own.Client.Alert);
    }

    [Fact]
    public void LetsGo_WhenAClientSendsNothingButAlerts()
    {
        using var own = Own();
        for (var i = 0; i < 3; i++) own.Server.Send(own.Forger.Seal(ReferenceKey.Alert, [1, 90]));
        own.Server.Send(own.Forger.Seal(ReferenceKey.Data, "x"u8));

        Assert.Equal(IoResult.WouldBlock, own.Server.Read(100, out _, fromSocket: 1));
        Assert.True(own.Server.Leg->Has(LegFlags.HoldsMore));
        Assert.Equal("x"u8.ToArray(), own.Server.ReadAll(out _));
    }

    [Fact]
    public void Breaks_AndSendsNothing_WhenTheClientSendsAnotherAlert()
    {
        using var own = Own();
        own.Server.Send([.. own.Forger.Seal(ReferenceKey.Data, "x"u8), .. own.Forger.Seal(ReferenceKey.Alert, [2, 80])]);

        Assert.Equal("x"u8.ToArray(), own.Server.ReadAll(out var result));

        Assert.Equal(IoResult.Broken, result);
        Assert.Empty(own.Server.Drain());
        Assert.False(own.Server.CanWrite());
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void Breaks_WhenTheTagIsWrong(string suite)
    {
        using var own = Own(suite);
        var record = own.Forger.Seal(ReferenceKey.Data, "text"u8);
        record[^1] ^= 1;

        AssertBreaks(own, record, BadRecordMac);
    }

    [Fact]
    public void Breaks_WhenTheHeaderNamesTooMuch()
    {
        using var own = Own();

        AssertBreaks(own, [23, 3, 3, 0xFF, 0xFF], RecordOverflow);
    }

    [Fact]
    public void Breaks_WhenAHandshakeBeginsAgain()
    {
        using var own = Own();

        AssertBreaks(own, own.Forger.Seal(ReferenceKey.Handshake, [1, 0, 0, 1, 0]), UnexpectedMessage);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ChangesKeys_WhereTheKernelCan(bool asks)
    {
        using var own = Own();
        own.Exchange(100);
        own.Server.Send(own.Client.UpdateKeys(asks));
        if (TakesNewKeys)
        {
            for (var i = 0; i < 5; i++) own.Exchange(10_000);
            return;
        }

        Assert.Equal(IoResult.Broken, own.Server.Read(100, out _));
        _ = own.Client.Receive(own.Server.Drain());
        Assert.Equal(InternalError, own.Client.Alert);
    }

    private OwnConnection Own(string? suite = null) => new(_pair, suite is null ? null : TestSuite.Of(suite), kernel: true);

    // The kernel calls no socket readable for an end alone, once it has the records.
    private static int ReadLater(ServedLeg server)
    {
        var result = IoResult.WouldBlock;
        SpinWait.SpinUntil(() => (result = server.Read(100, out _)) != IoResult.WouldBlock, TimeSpan.FromSeconds(10));
        return result;
    }

    private static void AssertBreaks(OwnConnection own, byte[] record, int alert)
    {
        own.Server.Send(record);

        Assert.Equal(IoResult.Broken, own.Server.Read(100, out _));
        Assert.Equal(IoResult.Broken, own.Server.Read(100, out _));
        _ = own.Client.Receive(own.Server.Drain());
        Assert.Equal(alert, own.Client.Alert);
        Assert.False(own.Server.CanWrite());
    }
}
