using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Lb.EndToEnd.Tests.Brokers;
using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Processes;
using Lb.EndToEnd.Tests.Relaying;
using Lb.Protocol.Mqtt;

namespace Lb.EndToEnd.Tests.SetUp;

/// <summary>However the client's first bytes are cut into segments, and whatever comes together in one, every stage finds its own.</summary>
public sealed class SegmentTests : IAsyncLifetime
{
    private const string Header = "PROXY TCP4 203.0.113.7 127.0.0.1 4711 1883\r\n";
    private readonly TestFolder _folder = new();
    private readonly int _port = Port.Take();
    private Reference? _broker;

    private string Tls => $"ssl crt {_folder.ServerBundle}";

    public async ValueTask InitializeAsync() => _broker = await Reference.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _broker!.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(41)]
    [InlineData(43)]
    public async Task FindsTheHandshake_WhenItComesInOneSegmentWithTheHeadersEnd(int alone)
    {
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, [_broker!], bind: $"{Tls} accept-proxy"), _folder);
        await using var client = await RawClient.OpenAsync(_port);
        await client.SendByteByByteAsync(Encoding.ASCII.GetBytes(Header[..alone]));
        await using var tls = new SslStream(new GluedStream(client.Stream, Encoding.ASCII.GetBytes(Header[alone..])));

        await tls.AuthenticateAsClientAsync(_folder.TlsClient, Patience.Token());
        await tls.WriteAsync(RawClient.Connect("glued"), Patience.Token());
        var answer = new byte[4];
        await tls.ReadExactlyAsync(answer, Patience.Token());

        Assert.Equal([0x20, 2, 0, 0], answer);
        client.Socket.Shutdown(SocketShutdown.Both);
        Assert.StartsWith("203.0.113.7:4711 ", await mqlb.LineAsync(" f~ b/s1 "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TakesA200KilobyteConnect_InTinyPiecesOverTls()
    {
        await using var mqlb = await Mqlb.StartAsync(
            Section.Config(
                _port,
                [_broker!],
                backend: "    stick-table type string len 64 size 1k\n    stick on req.payload(0,0),mqtt_field_value(connect,client_identifier)",
                bind: Tls,
                frontend: "    tcp-request inspect-delay 30s\n    tcp-request content accept if { req.len gt 0 }"),
            _folder);
        await using var client = await RawClient.OpenAsync(_port);
        await client.StartTlsAsync(_folder.TlsClient);
        var will = new WillMessage { Topic = "w", Payload = new byte[50_000] };
        var connect = RawClient.Connect(new ConnectPacket
        {
            ClientId = "large",
            CleanStart = true,
            KeepAlive = 60,
            Will = will,
            Username = new string('u', 60_000),
            Password = new byte[60_000],
        });

        for (var sent = 0; sent < connect.Length; sent += 97) await client.SendAsync(connect.AsMemory(sent, Math.Min(97, connect.Length - sent)));

        await client.ExpectConnAckAsync();
        Assert.Equal("large", Assert.Single(_broker!.Arrivals).ClientId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("tls")]
    public async Task StillDeliversToTheServer_WhenTheServerEndedItsSideFirst(string kind)
    {
        var received = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new ScriptedServer(async stream =>
        {
            await stream.WriteAsync("last words"u8.ToArray());
            stream.Socket.Shutdown(SocketShutdown.Send);
            using var reader = new StreamReader(stream, Encoding.ASCII);
            received.SetResult(await reader.ReadToEndAsync());
        });
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, server.Line, kind.Length > 0 ? Tls : ""), _folder);
        await using var client = await RawClient.OpenAsync(_port);
        if (kind.Length > 0) await client.StartTlsAsync(_folder.TlsClient);

        Assert.Equal("last words", Encoding.ASCII.GetString(await client.ReadToEndAsync()));
        await client.SendAsync("answer after the end");
        client.EndSending();

        Assert.Equal("answer after the end", await received.Task.WaitAsync(Patience.Limit));
    }

    [Fact]
    public async Task StillRelays_WhenTheClientEndsItsSideTogetherWithItsFirstBytes()
    {
        await using var server = new ScriptedServer(async stream =>
        {
            using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"got {await reader.ReadToEndAsync()}"));
        });
        await using var mqlb = await Mqlb.StartAsync(
            Section.Config(_port, server.Line, frontend: "    tcp-request inspect-delay 30s\n    tcp-request content accept if { req.len gt 3 }"), _folder);
        await using var client = await RawClient.OpenAsync(_port);

        await client.SendAsync("question");
        client.EndSending();

        Assert.Equal("got question", Encoding.ASCII.GetString(await client.ReadToEndAsync()));
    }
}
