using Lb.Transport.Reactors.Sockets;
using Lb.Transport.Tests.Frontends;

namespace Lb.Transport.Tests.Reactors.Tls.RecordLayer;

/// <summary>Records that no client may send: the connection breaks, and the client is told why.</summary>
public sealed class BrokenRecordTests
{
    private const int UnexpectedMessage = 10;
    private const int BadRecordMac = 20;
    private const int RecordOverflow = 22;
    private const int IllegalParameter = 47;

    public static TheoryData<string> Suites => TestSuite.Names;

    [Theory]
    [MemberData(nameof(Suites))]
    public void Breaks_WhenTheTagIsWrong(string suite)
    {
        using var own = new OwnConnection(TestSuite.Of(suite));
        var record = own.Forger.Seal(ReferenceKey.Data, "text"u8);
        record[^1] ^= 1;

        AssertBreaks(own, record, BadRecordMac);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(24)]
    [InlineData(255)]
    public void Breaks_WhenTheHeaderNamesAnotherType(byte type)
    {
        using var own = new OwnConnection();
        var record = own.Forger.Seal(ReferenceKey.Data, "text"u8);
        record[0] = type;

        AssertBreaks(own, record, UnexpectedMessage);
    }

    [Theory]
    [InlineData(16_641)]
    [InlineData(65_535)]
    public void Breaks_WhenTheHeaderNamesTooMuch_WithoutWaitingForIt(int length)
    {
        using var own = new OwnConnection();

        AssertBreaks(own, [23, 3, 3, (byte)(length >> 8), (byte)length], RecordOverflow);
    }

    [Fact]
    public void Breaks_WhenARecordHasNoRoomForATag()
    {
        for (byte length = 0; length <= 16; length++)
        {
            using var own = new OwnConnection();

            AssertBreaks(own, [23, 3, 3, 0, length, .. new byte[length]], BadRecordMac);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(16_624)]
    public void Breaks_WhenThereIsNothingButPadding(int length)
    {
        using var own = new OwnConnection();

        AssertBreaks(own, own.Forger.Seal(new byte[length]), UnexpectedMessage);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(24)]
    [InlineData(255)]
    public void Breaks_WhenTheContentIsOfAnotherType(byte type)
    {
        using var own = new OwnConnection();

        AssertBreaks(own, own.Forger.Seal(type, [0, 0]), UnexpectedMessage);
    }

    [Theory]
    [InlineData(16_385)]
    [InlineData(16_623)]
    public void Breaks_WhenThereIsTooMuchContent(int length)
    {
        using var own = new OwnConnection();

        AssertBreaks(own, own.Forger.Seal(ReferenceKey.Data, Streams.Bytes(length)), RecordOverflow);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("01")]
    [InlineData("010000")]
    public void Breaks_WhenAnAlertHasNotTwoBytes(string content)
    {
        using var own = new OwnConnection();

        AssertBreaks(own, own.Forger.Seal(ReferenceKey.Alert, Convert.FromHexString(content)), UnexpectedMessage);
    }

    [Theory]
    [InlineData("0100000100")] // A hello.
    [InlineData("0b0000020000")] // A certificate.
    [InlineData("1400000100")] // A Finished.
    [InlineData("04000001ff")] // A ticket.
    [InlineData("")] // Nothing.
    [InlineData("180000010018")] // A byte behind a change of keys.
    [InlineData("18000001001800000100")] // Two in one record.
    [InlineData("1800000000")] // An empty one, and a byte.
    [InlineData("1800000200")]
    public void Breaks_WhenAHandshakeMessageIsNoChangeOfKeys(string content)
    {
        using var own = new OwnConnection();

        AssertBreaks(own, own.Forger.Seal(ReferenceKey.Handshake, Convert.FromHexString(content)), UnexpectedMessage);
    }

    // RFC 8446, 4.6.3: any other value is an illegal parameter.
    [Theory]
    [InlineData(2)]
    [InlineData(255)]
    public void Breaks_WhenAChangeOfKeysAsksForSomethingUnknown(byte value)
    {
        using var own = new OwnConnection();

        AssertBreaks(own, own.Forger.Seal(ReferenceKey.Handshake, [24, 0, 0, 1, value]), IllegalParameter);
    }

    // RFC 8446, 5.1: messages of a handshake are not interleaved with other types.
    [Theory]
    [InlineData(ReferenceKey.Data, "")]
    [InlineData(ReferenceKey.Data, "78")]
    [InlineData(ReferenceKey.Alert, "015a")]
    public void Breaks_WhenSomethingComesInsideAChangeOfKeys(byte type, string content)
    {
        using var own = new OwnConnection();
        own.Server.Send(own.Forger.Seal(ReferenceKey.Handshake, [24, 0]));

        AssertBreaks(own, own.Forger.Seal(type, Convert.FromHexString(content)), UnexpectedMessage);
    }

    [Fact]
    public void Breaks_WhenTheClientGoesOnWithItsOldKey()
    {
        using var own = new OwnConnection();
        own.Server.Send(own.Forger.Seal(ReferenceKey.Handshake, [24, 0, 0, 1, 0]));

        AssertBreaks(own, own.Forger.Seal(ReferenceKey.Data, "text"u8), BadRecordMac);
    }

    [Fact]
    public void Breaks_WhenARecordComesTwice()
    {
        using var own = new OwnConnection();
        var record = own.Forger.Seal(ReferenceKey.Data, "text"u8);
        own.Server.Send(record);
        Assert.Equal("text"u8.ToArray(), own.Server.ReadAll(out _));

        AssertBreaks(own, record, BadRecordMac);
    }

    [Fact]
    public void DeliversWhatCameBefore_AndBreaksThen()
    {
        using var own = new OwnConnection();
        own.Server.Send([.. own.Forger.Seal(ReferenceKey.Data, "text"u8), 23, 3, 3, 255, 255]);

        Assert.Equal(4, own.Server.Read(100, out var bytes));
        Assert.Equal("text"u8.ToArray(), bytes);
        Assert.True(own.Server.HoldsInput);

        AssertBreaks(own, [], RecordOverflow);
    }

    [Fact]
    public void SendsNoAlert_BehindOurGoodBye()
    {
        using var own = new OwnConnection();
        _ = own.Server.Close();
        own.Server.Send([20, 3, 3, 0, 1, 1]);

        Assert.Equal(IoResult.Broken, own.Server.Read(100, out _));

        Assert.Empty(own.Server.Drain());
    }

    private static void AssertBreaks(OwnConnection own, ReadOnlySpan<byte> record, int alert)
    {
        own.Server.Send(record);

        Assert.Empty(own.Server.ReadAll(out var result));

        Assert.Equal(IoResult.Broken, result);
        var told = own.Server.Drain();
        Assert.Empty(own.Client.Receive(told));
        Assert.Equal(alert, own.Client.Alert);
        var (type, content) = Assert.Single(own.Opener.OpenAll(told));
        Assert.Equal(ReferenceKey.Alert, type);
        Assert.Equal([2, (byte)alert], content);

        // And that is all.
        own.Server.Send(own.Forger.Seal(ReferenceKey.Data, "more"u8));
        Assert.Equal(IoResult.Broken, own.Server.Read(100, out _));
        Assert.False(own.Server.CanWrite());
        Assert.Empty(own.Server.Close());
    }
}
