using System.Net.Security;
using System.Security.Authentication;
using Lb.EndToEnd.Tests.Brokers;
using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Processes;

namespace Lb.EndToEnd.Tests.Tls;

/// <summary>Who gets through the TLS handshake, and that others harm nobody.</summary>
public sealed class HandshakeTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private readonly int _port = Port.Take();
    private Reference? _broker;

    private Reference Broker => _broker!;

    public async ValueTask InitializeAsync() => _broker = await Reference.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Broker.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task ClosesAndServesTheNext_WhenPlainBytesComeOnTheTlsPort()
    {
        await using var mqlb = await StartAsync();
        await using var plain = await RawClient.OpenAsync(_port);
        await plain.SendAsync(RawClient.Connect("plain"));

        await plain.ReadToEndAsync();

        await AssertServedAsync();
        Assert.Single(Broker.Arrivals);
    }

    [Fact]
    public async Task ServesOthersMeanwhile_WhenHandshakesStopHalfway()
    {
        await using var mqlb = await StartAsync();
        var stuck = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => RawClient.OpenAsync(_port)));
        foreach (var client in stuck) await client.SendAsync((byte[])[0x16, 0x03, 0x01, 0x02, 0x00, 0x01]);

        await AssertServedAsync();

        foreach (var client in stuck) await client.DisposeAsync();
    }

    [Fact]
    public async Task ClosesTheClient_WhenItsHandshakeTakesTooLong()
    {
        await using var mqlb = await StartAsync(frontend: "    timeout client-hs 300ms");
        await using var stuck = await RawClient.OpenAsync(_port);

        Assert.Empty(await stuck.ReadToEndAsync());
    }

    [Theory]
    [InlineData(SslProtocols.Tls12, "")]
    [InlineData(SslProtocols.Tls13, "")]
    [InlineData(SslProtocols.Tls13, "ssl-min-ver TLSv1.3")]
    [InlineData(SslProtocols.Tls12, "ssl-max-ver TLSv1.2")]
    public async Task SpeaksTheVersion_WhenTheBindAllowsIt(SslProtocols version, string bind)
    {
        await using var mqlb = await StartAsync(bind);
        var options = _folder.TlsClient;
        options.EnabledSslProtocols = version;

        await using var client = await Mqtt.ConnectTlsAsync(_port, options, "versioned");
    }

    [Theory]
    [InlineData("-tls1_1", "")]
    [InlineData("-tls1", "")]
    [InlineData("-tls1_2", "ssl-min-ver TLSv1.3")]
    [InlineData("-tls1_3", "ssl-max-ver TLSv1.2")]
    public async Task RefusesTheVersion_WhenTheBindDoesNotAllowIt(string version, string bind)
    {
        await using var mqlb = await StartAsync(bind);

        var ended = await ChildProcess.RunAsync(
            "/usr/bin/openssl", "s_client", "-connect", $"127.0.0.1:{_port}", version, "-cipher", "DEFAULT@SECLEVEL=0", "-brief", "-no_ign_eof");

        Assert.NotEqual(0, ended.ExitCode);
        Assert.Contains("alert", ended.Output, StringComparison.Ordinal);
        await mqlb.LineAsync(@"^127\.0\.0\.1:\d+ \[.*\] f~? ?.*");
    }

    [Theory]
    [InlineData("-tls1_2")]
    [InlineData("-tls1_3")]
    public async Task ResumesTheSession_WhenTheClientComesBack(string version)
    {
        await using var mqlb = await StartAsync();
        var session = Path.Combine(_folder.Path, "session.pem");
        // The tickets of TLS 1.3 come after the handshake, so the client must have read something of the broker.
        await OpenSsl.VisitAsync(_folder, _port, version, "-sess_out", session);

        var second = await OpenSsl.VisitAsync(_folder, _port, version, "-sess_in", session);

        Assert.Contains("Reused, TLSv1", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CountsFullAndResumedHandshakes_AsFarAsTheTransportCanTell()
    {
        var http = Port.Take();
        await using var mqlb = await Mqlb.StartAsync(
            Section.Config(_port, [Broker], bind: $"ssl crt {_folder.ServerBundle}") + $$"""

            frontend pages
                mode http
                bind 127.0.0.1:{{http}}
                http-request use-service prometheus-exporter if { path /metrics }
            """,
            _folder);
        var session = Path.Combine(_folder.Path, "session.pem");
        await OpenSsl.VisitAsync(_folder, _port, "-tls1_3", "-sess_out", session);
        for (var i = 0; i < 2; i++) await OpenSsl.VisitAsync(_folder, _port, "-tls1_3", "-sess_in", session);

        using var browser = new HttpClient { Timeout = Patience.Limit };
        var metrics = await browser.GetStringAsync(new Uri($"http://127.0.0.1:{http}/metrics"));

        var (full, resumed, unknown) = Mqlb.IsOnPortable ? (0, 0, 3) : (1, 2, 0);
        Assert.Contains($"mqlb_tls_handshakes_total{{kind=\"full\"}} {full}\n", metrics, StringComparison.Ordinal);
        Assert.Contains($"mqlb_tls_handshakes_total{{kind=\"resumed\"}} {resumed}\n", metrics, StringComparison.Ordinal);
        Assert.Contains($"mqlb_tls_handshakes_total{{kind=\"unknown\"}} {unknown}\n", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AgreesOnMqtt_WhenTheClientOffersItInAlpn()
    {
        await using var mqlb = await StartAsync("alpn mqtt");
        await using var client = await RawClient.OpenAsync(_port);
        var options = _folder.TlsClient;
        options.ApplicationProtocols = [new SslApplicationProtocol("mqtt")];

        await client.StartTlsAsync(options);

        Assert.Equal("mqtt", ((SslStream)client.Stream).NegotiatedApplicationProtocol.ToString());
    }

    [Fact]
    public async Task RefusesEverybodyWithoutACertificate_WhenTheBindRequiresOne()
    {
        await using var mqlb = await StartAsync($"ca-file {_folder.Authority} verify required");
        await using var stranger = await RawClient.OpenAsync(_port);

        // In TLS 1.3 a client learns of the refusal with the first bytes that it reads.
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await stranger.StartTlsAsync(_folder.TlsClient);
            await stranger.SendAsync(RawClient.Connect("stranger"));
            await stranger.ExpectConnAckAsync();
        });
        var known = _folder.TlsClient;
        known.ClientCertificates = [_folder.Client("device-1").Certificate];
        await using var client = await Mqtt.ConnectTlsAsync(_port, known, "known");

        Assert.Equal("known", Assert.Single(Broker.Arrivals).ClientId);
    }

    [Fact]
    public async Task RefusesACertificateOfAnotherAuthority_WhenTheBindNamesOne()
    {
        using var elsewhere = new TestFolder();
        await using var mqlb = await StartAsync($"ca-file {_folder.Authority} verify optional");
        await using var stranger = await RawClient.OpenAsync(_port);
        var options = _folder.TlsClient;
        options.ClientCertificates = [elsewhere.Client("device-1").Certificate];

        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await stranger.StartTlsAsync(options);
            await stranger.SendAsync(RawClient.Connect("stranger"));
            await stranger.ExpectConnAckAsync();
        });

        Assert.Empty(Broker.Arrivals);
    }

    private Task<Mqlb> StartAsync(string bind = "", string frontend = "") =>
        Mqlb.StartAsync(Section.Config(_port, [Broker], bind: $"ssl crt {_folder.ServerBundle} {bind}", frontend: frontend), _folder);

    private async Task AssertServedAsync()
    {
        await using var client = await Mqtt.ConnectTlsAsync(_port, _folder.TlsClient, "next");
        await client.DisconnectAsync();
    }
}
