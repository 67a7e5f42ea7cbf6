using System.Text;
using Lb.Broker.WebSockets;
using Lb.Protocol;

namespace Lb.Broker.Tests.WebSockets;

public sealed class UpgradeRequestTests
{
    private const string Sound =
        "GET /mqtt HTTP/1.1\r\nHost: broker\r\nupgrade: WebSocket\r\nConnection: keep-alive\r\nconnection: Upgrade\r\n" +
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: chat, mqtt\r\n\r\n";

    [Fact]
    public void IsCompleteAtItsEmptyLine_WhereverTheBytesAreSplit()
    {
        var bytes = Encoding.ASCII.GetBytes(Sound + "more");
        for (var count = 0; count <= bytes.Length; count++)
        {
            var status = UpgradeRequest.TryParse(bytes.AsSpan(0, count), out var request, out var length);

            Assert.Equal(count < Sound.Length ? ParseStatus.NeedMoreData : ParseStatus.Complete, status);
            if (request is not null) Assert.Equal(Sound.Length, length);
        }
    }

    // The key and its answer are the example of RFC 6455 section 1.3.
    [Fact]
    public void IsAccepted_WithTheAnswerToItsKey()
    {
        var answer = AnswerTo(Sound);

        Assert.Equal("mqtt", answer.Protocol);
        Assert.StartsWith("HTTP/1.1 101 ", answer.Text, StringComparison.Ordinal);
        Assert.Contains("\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n", answer.Text, StringComparison.Ordinal);
        Assert.Contains("\r\nSec-WebSocket-Protocol: mqtt\r\n", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /mqtt", "POST /mqtt", "405")]
    [InlineData("HTTP/1.1", "HTTP/1.0", "405")]
    [InlineData("upgrade: WebSocket", "upgrade: h2c", "426")]
    [InlineData("connection: Upgrade", "connection: close", "426")]
    [InlineData("Version: 13", "Version: 8", "426")]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZQ==", "400")]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ==", "", "400")]
    [InlineData("chat, mqtt", "chat", "400")]
    public void IsRefusedWithAStatus_WhenSomethingElseIsAsked(string part, string instead, string status)
    {
        var answer = AnswerTo(Sound.Replace(part, instead, StringComparison.Ordinal));

        Assert.Null(answer.Protocol);
        Assert.StartsWith($"HTTP/1.1 {status} ", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nno colon\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n: no name\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost : space\r\n\r\n")]
    public void IsInvalid_WhenALineIsNoField(string text) =>
        Assert.Equal(ParseStatus.Invalid, UpgradeRequest.TryParse(Encoding.ASCII.GetBytes(text), out _, out _));

    [Fact]
    public void IsInvalid_WhenItDoesNotEnd() =>
        Assert.Equal(ParseStatus.Invalid, UpgradeRequest.TryParse(new byte[UpgradeRequest.MaximumLength + 1], out _, out _));

    [Fact]
    public void NeverThrows_OnAnyBytes() => Seeded.Check(random =>
    {
        var bytes = Encoding.ASCII.GetBytes(Sound);
        for (var i = 0; i < 5; i++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        if (UpgradeRequest.TryParse(bytes, out var request, out _) == ParseStatus.Complete) UpgradeAnswer.To(request!);
    }, runs: 2_000);

    private static UpgradeAnswer AnswerTo(string text)
    {
        Assert.Equal(ParseStatus.Complete, UpgradeRequest.TryParse(Encoding.ASCII.GetBytes(text), out var request, out _));
        return UpgradeAnswer.To(request!);
    }
}
