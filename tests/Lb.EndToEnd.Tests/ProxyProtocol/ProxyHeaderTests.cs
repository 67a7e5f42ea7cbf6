using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Lb.EndToEnd.Tests.Brokers;
using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Processes;
using Lb.Testing.Balancers;

namespace Lb.EndToEnd.Tests.ProxyProtocol;

/// <summary>PROXY protocol in and out, with real HAProxys before and behind.</summary>
public sealed class ProxyHeaderTests : IAsyncLifetime
{
    private const string FromAfar = "203.0.113.7";
    private static readonly byte[] Signature = [0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a];
    private readonly TestFolder _folder = new();
    private readonly int _port = Port.Take();
    private Reference? _broker;

    private Reference Broker => _broker!;

    private Arrival Arrived => Assert.Single(Broker.Arrivals);

    public async ValueTask InitializeAsync() => _broker = await Reference.StartAsync(proxyProtocol: true);

    public async ValueTask DisposeAsync()
    {
        await Broker.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("send-proxy", null)]
    [InlineData("send-proxy-v2", null)]
    [InlineData("send-proxy-v2-ssl", null)]
    [InlineData("send-proxy-v2-ssl-cn", "device-7")]
    public async Task TellsTheBrokerWhoTheClientIs_WhenTheServerSaysSo(string keyword, string? certificateName)
    {
        await using var mqlb = await Mqlb.StartAsync(
            Section.Config(_port, [Broker], keyword, bind: $"ssl crt {_folder.ServerBundle} ca-file {_folder.Authority} verify optional"), _folder);
        await using var client = await RawClient.OpenAsync(_port);
        var tls = _folder.TlsClient;
        tls.ClientCertificates = [_folder.Client("device-7").Certificate];
        await client.StartTlsAsync(tls);
        await client.SendAsync(RawClient.Connect("told"));
        await client.ExpectConnAckAsync();

        Assert.Equal(client.LocalAddress, Arrived.Client);
        Assert.Equal(certificateName, Arrived.CertificateName);
    }

    [Fact]
    public async Task TellsNoCertificate_WhenTheClientHasNone()
    {
        await using var mqlb = await Mqlb.StartAsync(
            Section.Config(_port, [Broker], "send-proxy-v2-ssl-cn", bind: $"ssl crt {_folder.ServerBundle} ca-file {_folder.Authority} verify optional"), _folder);
        await using var client = await Mqtt.ConnectTlsAsync(_port, _folder.TlsClient, "nameless");

        Assert.Null(Arrived.CertificateName);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task PassesTheFarAddressOn_WhenTheHeaderComesInAndGoesOut(int version)
    {
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, [Broker], "send-proxy-v2", bind: "accept-proxy"), _folder);
        await using var client = await RawClient.OpenAsync(_port);
        await client.SendByteByByteAsync(version == 1 ? "PROXY TCP4 203.0.113.7 127.0.0.1 4711 1883\r\n"u8.ToArray() : HeaderVersion2());
        await client.SendAsync(RawClient.Connect("far"));
        await client.ExpectConnAckAsync();

        Assert.Equal(IPEndPoint.Parse($"{FromAfar}:4711"), Arrived.Client);
        await client.DisposeAsync();
        Assert.StartsWith($"{FromAfar}:4711 ", await mqlb.LineAsync(" f b/s1 "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadsTheHeaderBeforeTls_WhenTheBindHasBoth()
    {
        await using var mqlb = await Mqlb.StartAsync(
            Section.Config(_port, [Broker], "send-proxy", bind: $"accept-proxy ssl crt {_folder.ServerBundle}"), _folder);
        await using var client = await RawClient.OpenAsync(_port);
        await client.SendAsync(HeaderVersion2());
        await client.StartTlsAsync(_folder.TlsClient);
        await client.SendAsync(RawClient.Connect("far"));
        await client.ExpectConnAckAsync();

        Assert.Equal(IPEndPoint.Parse($"{FromAfar}:4711"), Arrived.Client);
    }

    [Fact]
    public async Task Closes_WhenTheHeaderIsMissing()
    {
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, [Broker], "send-proxy", bind: "accept-proxy"), _folder);
        await using var client = await RawClient.OpenAsync(_port);
        await client.SendAsync(RawClient.Connect("headless"));

        Assert.Empty(await client.ReadToEndAsync());
        Assert.Empty(Broker.Arrivals);
        await mqlb.LineAsync(@"^127\.0\.0\.1:\d+ \[.*\] f f/<NOSRV> -1/-1/\d+ 0 PR ");
    }

    [Fact]
    public async Task BeginsEachCheckWithALocalHeader_WhenTheServerHasCheckSendProxy()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var address = (IPEndPoint)server.LocalEndpoint;
        await using var mqlb = await Mqlb.StartAsync(
            Section.Config(_port, $"    server s1 {address} check {Section.CheckIntervals} send-proxy-v2 check-send-proxy"), _folder);

        using var check = await server.AcceptTcpClientAsync(Patience.Token());
        var header = new byte[16];
        await check.GetStream().ReadExactlyAsync(header, Patience.Token());

        Assert.Equal(Signature, header[..12]);
        Assert.Equal(0x20, header[12]);
    }

    [Fact]
    public async Task KeepsTheClientsAddress_WhenARealHaProxyIsInFront()
    {
        Assert.True(RealHaProxy.IsInstalled, "haproxy is not installed: run tests/install");
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, [Broker], "send-proxy-v2", bind: "accept-proxy"), _folder);
        await using var haproxy = await RealHaProxy.StartAsync(front => Listen(front, $"server mqlb 127.0.0.1:{_port} send-proxy-v2"));
        await using var client = await RawClient.OpenAsync(haproxy.Port);
        await client.SendAsync(RawClient.Connect("through-both"));
        await client.ExpectConnAckAsync();

        Assert.Equal(client.LocalAddress, Arrived.Client);
    }

    [Fact]
    public async Task KeepsTheClientsAddress_WhenARealHaProxyIsBehind()
    {
        Assert.True(RealHaProxy.IsInstalled, "haproxy is not installed: run tests/install");
        await using var haproxy = await RealHaProxy.StartAsync(
            front => Listen(front, $"server broker 127.0.0.1:{Broker.Port} send-proxy", "accept-proxy"));
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, $"    server haproxy 127.0.0.1:{haproxy.Port} send-proxy"), _folder);
        await using var client = await RawClient.OpenAsync(_port);
        await client.SendAsync(RawClient.Connect("through-both"));
        await client.ExpectConnAckAsync();

        Assert.Equal(client.LocalAddress, Arrived.Client);
    }

    private static string Listen(int port, string server, string bind = "") => $"""
        defaults
            mode tcp
            timeout connect 5s
            timeout client 10m
            timeout server 10m
        listen chain
            bind 127.0.0.1:{port} {bind}
            {server}
        """;

    private static byte[] HeaderVersion2()
    {
        byte[] header = [.. Signature, 0x21, 0x11, 0, 12, .. IPAddress.Parse(FromAfar).GetAddressBytes(), 127, 0, 0, 1, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(24), 4711);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(26), 1883);
        return header;
    }
}
