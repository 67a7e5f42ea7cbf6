using Lb.Transport.Reactors.Sockets;

namespace Lb.Transport.Tests.Reactors.Tls.RecordLayer;

/// <summary>Changes of keys by the client (RFC 8446, 4.6.3) after the connection was taken over.</summary>
public sealed class KeyUpdateTests
{
    public static IEnumerable<object[]> Ways =>
        from suite in TestSuite.All from asks in (bool[])[false, true] select new object[] { suite.Name, asks };

    [Theory]
    [MemberData(nameof(Ways))]
    public void GoesOn_BetweenData(string suite, bool asks)
    {
        using var own = new OwnConnection(TestSuite.Of(suite));
        own.Exchange(100);
        for (var i = 0; i < 20; i++)
        {
            own.Server.Send(own.Client.UpdateKeys(asks));
            own.Exchange(1 + (i * 1000));
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void GoesOn_WhenManyComeInARow(string suite, bool asks)
    {
        using var own = new OwnConnection(TestSuite.Of(suite));
        for (var i = 0; i < 100; i++) own.Server.Send(own.Client.UpdateKeys(asks));
        own.Exchange(20_000);
        own.Exchange(1);
    }

    [Fact]
    public void AnswersOnceForEach_WhenTheClientAsks()
    {
        using var own = new OwnConnection();
        own.Server.Send(own.Client.UpdateKeys(asks: true));
        own.Server.Send(own.Client.UpdateKeys(asks: false));
        own.Server.Send(own.Client.UpdateKeys(asks: true));

        Assert.Equal(IoResult.WouldBlock, own.Server.Read(100, out _));

        var answer = own.Server.Drain();
        Assert.Equal(2 * 27, answer.Length);
        AssertKeyUpdate(own.Opener.Open(answer.AsSpan(0, 27)));
        own.Opener.Update();
        AssertKeyUpdate(own.Opener.Open(answer.AsSpan(27)));
        own.Opener.Update();
        Assert.Equal((ReferenceKey.Data, 5), own.Opener.Open(own.Server.Write("hello"u8)) is var (type, text) ? (type, text.Length) : default);
    }

    [Fact]
    public void AnswersNothing_WhenTheClientDoesNotAsk()
    {
        using var own = new OwnConnection();
        own.Server.Send(own.Client.UpdateKeys(asks: false));

        Assert.Equal(IoResult.WouldBlock, own.Server.Read(100, out _));

        Assert.Empty(own.Server.Drain());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void TakesAMessage_InTwoRecords(int cut)
    {
        using var own = new OwnConnection();
        byte[] message = [24, 0, 0, 1, 1];
        own.Server.Send(own.Forger.Seal(ReferenceKey.Handshake, message.AsSpan(0, cut)));
        Assert.Equal(IoResult.WouldBlock, own.Server.Read(100, out _));
        Assert.Empty(own.Server.Drain());
        own.Server.Send(own.Forger.Seal(ReferenceKey.Handshake, message.AsSpan(cut)));
        own.Forger.Update();
        own.Server.Send(own.Forger.Seal(ReferenceKey.Data, "text"u8));

        Assert.Equal("text"u8.ToArray(), own.Server.ReadAll(out _));

        AssertKeyUpdate(own.Opener.Open(own.Server.Drain()));
    }

    [Fact]
    public void AnswersNothing_BehindOurGoodBye()
    {
        using var own = new OwnConnection();
        Assert.NotEmpty(own.Server.Close());
        own.Server.Send(own.Client.UpdateKeys(asks: true));
        own.Server.Send(own.Client.Send("text"u8));

        Assert.Equal("text"u8.ToArray(), own.Server.ReadAll(out _));

        Assert.Empty(own.Server.Drain());
    }

    private static void AssertKeyUpdate((byte Type, byte[] Content) record)
    {
        Assert.Equal(ReferenceKey.Handshake, record.Type);
        Assert.Equal([24, 0, 0, 1, 0], record.Content);
    }
}
