using System.Net;
using System.Net.Security;
using System.Net.WebSockets;
using System.Text;
using Lb.Broker.WebSockets;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Behaviour;

public sealed class WebSocketTests : BrokerTest
{
    private const string Handshake =
        "GET /mqtt HTTP/1.1\r\nHost: broker\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: mqtt\r\n\r\n";

    private readonly TestTls _tls = new();

    public WebSocketTests() => Broker = new TestBroker(options => options with
    {
        Binds = [new BrokerBind(new IPEndPoint(IPAddress.Loopback, 0)) { WebSocket = true }],
    });

    [Theory]
    [InlineData(100)]
    [InlineData(300_000)]
    public async Task Delivers_InsideBinaryFrames(int length)
    {
        using var socket = await OpenAsync(await Broker.OpenStreamAsync());
        await using var line = await ConnectAsync(socket);
        await line.SubscribeAsync("a");

        await line.PublishAsync("a", new string('x', length));

        Assert.Equal(length, (await line.ReceiveAsync<PublishPacket>()).Payload.Length);
    }

    [Fact]
    public async Task FindsPacketsWhereTheyAre_WhenFramesCutThemAnywhere()
    {
        using var socket = await OpenAsync(await Broker.OpenStreamAsync());
        var bytes = Convert.FromHexString("100E00044D5154540402003C00026D65" + "C000");
        foreach (var one in bytes) await socket.SendAsync(new[] { one }, WebSocketMessageType.Binary, true, TestContext.Current.CancellationToken);
        await using var line = new PacketLine(new FrameStream(socket), MqttProtocolVersion.V311);

        Assert.IsType<ConnAckPacket>(await line.ReceiveAsync());
        Assert.IsType<PingRespPacket>(await line.ReceiveAsync());
    }

    [Fact]
    public async Task TakesTheConnect_ThatCameTogetherWithTheRequest()
    {
        await using var stream = await Broker.OpenStreamAsync();
        // A frame of 16 masked bytes, the mask being zero.
        byte[] frame = [0x82, 0x80 | 16, 0, 0, 0, 0, .. Convert.FromHexString("100E00044D5154540402003C00026D65")];

        await stream.WriteAsync((byte[])[.. Encoding.ASCII.GetBytes(Handshake), .. frame], TestContext.Current.CancellationToken);

        var answer = await ReadUntilAsync(stream, "\x82\x04\x20\x02\0\0");
        Assert.StartsWith("HTTP/1.1 101 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClosesWithACloseFrame_WhenTheClientLeaves()
    {
        using var socket = await OpenAsync(await Broker.OpenStreamAsync());
        await using var line = await ConnectAsync(socket);

        await line.DisconnectAsync();

        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
        await Broker.EndedAsync("me");
        Assert.Equal(ConnectionEnd.ClientDisconnected, Broker.Ended[0].End);
    }

    [Fact]
    public async Task EndsTheConnection_WhenTheClientSendsACloseFrame()
    {
        using var socket = await OpenAsync(await Broker.OpenStreamAsync());
        await using var line = await ConnectAsync(socket);

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);

        await Broker.EndedAsync("me");
        Assert.Equal(ConnectionEnd.ClientClosed, Broker.Ended[0].End);
    }

    // [MQTT-6.0.0-1]
    [Fact]
    public async Task Closes_WhenAFrameOfTextComes()
    {
        using var socket = await OpenAsync(await Broker.OpenStreamAsync());
        await using var line = await ConnectAsync(socket);

        await socket.SendAsync(new byte[] { 0xC0, 0 }, WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);

        Assert.Null(await line.ReceiveAsync());
        Assert.Equal(WebSocketCloseStatus.InvalidMessageType, socket.CloseStatus);
        await Broker.EndedAsync("me");
        Assert.Equal(ConnectionEnd.ProtocolViolation, Broker.Ended[0].End);
    }

    [Fact]
    public async Task AnswersWithAStatus_WhenABrowserAsksForAPage()
    {
        await using var stream = await Broker.OpenStreamAsync();

        await stream.WriteAsync("GET / HTTP/1.1\r\nHost: broker\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);

        Assert.StartsWith("HTTP/1.1 426 ", await new StreamReader(stream).ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClosesAtTheConnectTimeout_WhenTheRequestDoesNotEnd()
    {
        await using var stream = await Broker.OpenStreamAsync();
        await stream.WriteAsync("GET / HT"u8.ToArray(), TestContext.Current.CancellationToken);
        await Broker.AcceptedAsync(1);

        Broker.Clock.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal(0, await stream.ReadAsync(new byte[1], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task DeliversInsideTls_BehindAProxyHeader()
    {
        await using var broker = new TestBroker(options => options with
        {
            Binds = [new BrokerBind(new IPEndPoint(IPAddress.Loopback, 0), ProxyProtocol: true) { WebSocket = true, Tls = _tls.Broker() }],
        });
        await broker.StartAsync();
        var tls = new SslStream(new HeaderFirst(await broker.OpenStreamAsync(), "PROXY TCP4 192.0.2.7 172.16.0.1 4000 1883\r\n"u8.ToArray()));
        await tls.AuthenticateAsClientAsync(_tls.Options(null, "http/1.1"), TestContext.Current.CancellationToken);
        using var socket = await OpenAsync(tls);

        await using var line = await ConnectAsync(socket);

        Assert.Equal(new IPEndPoint(IPAddress.Parse("192.0.2.7"), 4000), broker.Connected[0].ClientAddress);
        await line.DisconnectAsync();
    }

    private static async Task<WebSocket> OpenAsync(Stream stream)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(Handshake), TestContext.Current.CancellationToken);
        Assert.StartsWith("HTTP/1.1 101 ", await ReadUntilAsync(stream, "\r\n\r\n"), StringComparison.Ordinal);
        return WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { SubProtocol = "mqtt" });
    }

    private static async Task<PacketLine> ConnectAsync(WebSocket socket)
    {
        var line = new PacketLine(new FrameStream(socket), MqttProtocolVersion.V5);
        var connect = new ConnectPacket { ProtocolVersion = MqttProtocolVersion.V5, ClientId = "me", CleanStart = true };
        Assert.Equal(ReasonCode.Success, Assert.IsType<ConnAckPacket>(await line.AskAsync(connect)).ReasonCode);
        return line;
    }

    private static async Task<string> ReadUntilAsync(Stream stream, string end)
    {
        var (text, one) = (new StringBuilder(), new byte[1]);
        while (!text.ToString().EndsWith(end, StringComparison.Ordinal))
        {
            Assert.Equal(1, await stream.ReadAsync(one, TestContext.Current.CancellationToken));
            text.Append((char)one[0]);
        }
        return text.ToString();
    }
}
