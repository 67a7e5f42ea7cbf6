using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using Lb.Protocol.Mqtt;
using Lb.Testing.Certificates;

namespace Lb.Broker.Tests.Behaviour;

public sealed class TlsTests
{
    private static readonly IPEndPoint AnyPort = new(IPAddress.Loopback, 0);

    private readonly TestTls _tls = new();

    [Theory]
    [InlineData]
    [InlineData("mqtt")]
    [InlineData("other", "mqtt")]
    public async Task DeliversInsideTls_WhateverElseTheClientOffers(params string[] protocols)
    {
        await using var broker = await StartAsync(new BrokerBind(AnyPort) { Tls = _tls.Broker() });
        await using var line = await ConnectAsync(broker, _tls.Options(null, protocols));
        await line.SubscribeAsync("a", 1);

        await line.PublishAsync("a", new string('x', 200_000), qos: 0);

        Assert.Equal(200_000, (await line.ReceiveAsync<PublishPacket>()).Payload.Length);
        Assert.Null(broker.Connected[0].CertificateName);
    }

    [Fact]
    public async Task EndsTlsInOrder_WhenTheClientLeaves()
    {
        await using var broker = await StartAsync(new BrokerBind(AnyPort) { Tls = _tls.Broker() });
        await using var line = await ConnectAsync(broker, _tls.Options());

        await line.DisconnectAsync();

        await broker.EndedAsync("me");
        Assert.Equal(ConnectionEnd.ClientDisconnected, broker.Ended[0].End);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task KnowsTheCertificatesName_WhenTheClientHasOne(bool requires)
    {
        await using var broker = await StartAsync(new BrokerBind(AnyPort) { Tls = _tls.Broker(asksForCertificates: true, requires) });

        await using var line = await ConnectAsync(broker, _tls.Options(_tls.Client("sensor-7")));

        Assert.Equal("sensor-7", broker.Connected[0].CertificateName);
    }

    [Fact]
    public async Task AcceptsAClientWithoutCertificate_WhenNoneIsRequired()
    {
        await using var broker = await StartAsync(new BrokerBind(AnyPort) { Tls = _tls.Broker(asksForCertificates: true) });

        await using var line = await ConnectAsync(broker, _tls.Options());

        Assert.Null(broker.Connected[0].CertificateName);
    }

    [Fact]
    public async Task RefusesAClientWithoutCertificate_WhenOneIsRequired()
    {
        await using var broker = await StartAsync(new BrokerBind(AnyPort) { Tls = _tls.Broker(asksForCertificates: true, requires: true) });

        await ExpectRefusalAsync(broker, _tls.Options());
    }

    [Fact]
    public async Task RefusesACertificateOfSomebodyElse_EvenWhenNoneIsRequired()
    {
        await using var broker = await StartAsync(new BrokerBind(AnyPort) { Tls = _tls.Broker(asksForCertificates: true) });

        await ExpectRefusalAsync(broker, _tls.Options(new TestAuthority("another").IssueClient("sensor-7")));
    }

    [Fact]
    public async Task ClosesAndGoesOn_WhenAClientSpeaksNoTls()
    {
        await using var broker = await StartAsync(new BrokerBind(AnyPort) { Tls = _tls.Broker() });
        await using var plain = await broker.OpenAsync(MqttProtocolVersion.V311);

        await plain.SendAsync(new ConnectPacket { ClientId = "plain", CleanStart = true });

        await plain.ReceiveBytesToEndAsync();
        await using var line = await ConnectAsync(broker, _tls.Options());
        Assert.Equal(1, broker.Counters.RefusedConnections);
        Assert.Equal(0, broker.Counters.Failures);
    }

    [Fact]
    public async Task FindsTlsBehindTheProxyHeader_WhenBothComeTogether()
    {
        await using var broker = await StartAsync(new BrokerBind(AnyPort, ProxyProtocol: true) { Tls = _tls.Broker() });
        await using var stream = new HeaderFirst(await broker.OpenStreamAsync(), "PROXY TCP4 192.0.2.7 172.16.0.1 4000 1883\r\n"u8.ToArray());

        await using var line = await ConnectAsync(stream, _tls.Options());

        Assert.Equal(new IPEndPoint(IPAddress.Parse("192.0.2.7"), 4000), broker.Connected[0].ClientAddress);
    }

    [Fact]
    public async Task TakesTheCertificatesNameForTheUser_WhenToldSo()
    {
        await using var broker = new TestBroker(options => options with
        {
            Binds = [new BrokerBind(AnyPort) { Tls = _tls.Broker(asksForCertificates: true) }],
            Users = new Authentication.SingleUser("anna", "secret"),
            CertificateNameIsUser = true,
        });
        await broker.StartAsync();

        await using var line = await ConnectAsync(broker, _tls.Options(_tls.Client("sensor-7")));

        Assert.Equal("sensor-7", broker.Connected[0].Username);
    }

    [Fact]
    public void SaysWhichFileIsWrong_WhenPemFilesCannotBeUsed()
    {
        var folder = Directory.CreateTempSubdirectory("broker-tls-");
        var (certificate, authority, empty) = (Path.Combine(folder.FullName, "cert"), Path.Combine(folder.FullName, "ca"), Path.Combine(folder.FullName, "empty"));
        File.WriteAllText(certificate, _tls.Server.BundlePem);
        File.WriteAllText(authority, _tls.AuthorityPem);
        File.WriteAllText(empty, "");

        Assert.NotNull(BrokerTls.Load(certificate, null, authority, out _));
        Assert.Null(BrokerTls.Load(empty, null, authority, out var first));
        Assert.StartsWith(empty, first, StringComparison.Ordinal);
        Assert.Null(BrokerTls.Load(certificate, null, empty, out var second));
        Assert.StartsWith(empty, second, StringComparison.Ordinal);
        Assert.Null(BrokerTls.Load(certificate, empty, null, out var third));
        Assert.Contains(empty, third, StringComparison.Ordinal);
        Assert.Null(BrokerTls.Load(Path.Combine(folder.FullName, "absent"), null, null, out var fourth));
        Assert.Contains("absent", fourth, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    private static async Task<TestBroker> StartAsync(BrokerBind bind)
    {
        var broker = new TestBroker(options => options with { Binds = [bind] });
        await broker.StartAsync();
        return broker;
    }

    private static async Task<PacketLine> ConnectAsync(TestBroker broker, SslClientAuthenticationOptions options) =>
        await ConnectAsync(await broker.OpenStreamAsync(), options);

    private static async Task<PacketLine> ConnectAsync(Stream stream, SslClientAuthenticationOptions options)
    {
        var tls = new SslStream(stream);
        await tls.AuthenticateAsClientAsync(options, TestContext.Current.CancellationToken);
        var line = new PacketLine(tls, MqttProtocolVersion.V5);
        var connect = new ConnectPacket { ProtocolVersion = MqttProtocolVersion.V5, ClientId = "me", CleanStart = true };
        Assert.Equal(ReasonCode.Success, Assert.IsType<ConnAckPacket>(await line.AskAsync(connect)).ReasonCode);
        return line;
    }

    // With TLS 1.3 a client learns of the refusal of its certificate only after its own handshake.
    private static async Task ExpectRefusalAsync(TestBroker broker, SslClientAuthenticationOptions options)
    {
        await using var tls = new SslStream(await broker.OpenStreamAsync());
        var refused = await Record.ExceptionAsync(async () =>
        {
            await tls.AuthenticateAsClientAsync(options, TestContext.Current.CancellationToken);
            Assert.Equal(0, await tls.ReadAsync(new byte[1], TestContext.Current.CancellationToken));
        });
        Assert.True(refused is null or AuthenticationException or IOException, refused?.ToString());
        Assert.Empty(broker.Connected);
        Assert.Equal(0, broker.Counters.Failures);
    }
}
