using Lb.Configuration.Model;
using Lb.Configuration.Tests.Certificates;

namespace Lb.Configuration.Tests.HaProxy;

/// <summary>TLS settings of binds, with files that exist.</summary>
public sealed class BindTlsTests : IDisposable
{
    private readonly PemFolder _folder = new();

    public BindTlsTests()
    {
        foreach (var name in new[] { "one", "two" })
        {
            var (certificate, key) = PemFolder.SelfSigned($"{name}.example");
            _folder.Write($"crt/{name}.pem", certificate, key);
            _folder.Write($"ca/{name}.pem", certificate);
        }

        _folder.Write("ca/list.pem", PemFolder.EmptyRevocationList());
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void HasSafeDefaults()
    {
        var tls = Tls("crt one.pem no-sslv3");

        Assert.Equal((TlsVersion.Tls12, TlsVersion.Tls13), (tls.MinVersion, tls.MaxVersion));
        Assert.Equal(["mqtt"], tls.Alpn);
        Assert.True(tls is { StrictSni: false, Verify: ClientCertificateVerify.None, ClientCaPem: null, CrlPem: null });
    }

    [Theory]
    [InlineData("crt two.pem crt one.pem", "two.example one.example")]
    [InlineData("crt ./", "one.example two.example")]
    public void KeepsCertificatesInOrder_TheFirstOneAnswersUnknownNames(string keywords, string names) =>
        Assert.Equal(names, string.Join(' ', Tls(keywords).Certificates.SelectMany(certificate => certificate.Names)));

    [Theory]
    [InlineData("ssl-min-ver TLSv1.3", TlsVersion.Tls13, TlsVersion.Tls13)]
    [InlineData("ssl-max-ver TLSv1.2", TlsVersion.Tls12, TlsVersion.Tls12)]
    [InlineData("no-tlsv12", TlsVersion.Tls13, TlsVersion.Tls13)]
    [InlineData("no-tlsv13", TlsVersion.Tls12, TlsVersion.Tls12)]
    [InlineData("force-tlsv12", TlsVersion.Tls12, TlsVersion.Tls12)]
    [InlineData("force-tlsv13", TlsVersion.Tls13, TlsVersion.Tls13)]
    [InlineData("ssl-min-ver TLSv1.0", TlsVersion.Tls12, TlsVersion.Tls13)]
    public void ReadsVersions(string keywords, TlsVersion min, TlsVersion max)
    {
        var tls = Tls($"crt one.pem {keywords}");

        Assert.Equal((min, max), (tls.MinVersion, tls.MaxVersion));
    }

    [Fact]
    public void StartsFromTheDefaultOptions_AndOverridesThem()
    {
        Assert.Equal(TlsVersion.Tls13, Tls("crt one.pem", "ssl-default-bind-options ssl-min-ver TLSv1.3 strict-sni").MinVersion);
        Assert.True(Tls("crt one.pem", "ssl-default-bind-options strict-sni").StrictSni);
        Assert.Equal(TlsVersion.Tls12, Tls("crt one.pem ssl-min-ver TLSv1.2", "ssl-default-bind-options ssl-min-ver TLSv1.3").MinVersion);
    }

    [Fact]
    public void ReadsTheAuthoritiesOfClientCertificates()
    {
        var tls = Tls("crt one.pem ca-file two.pem crl-file list.pem verify optional strict-sni alpn mqtt,x-amzn-mqtt-ca");

        Assert.Equal(File.ReadAllText(Path.Combine(_folder.Path, "ca/two.pem")), tls.ClientCaPem);
        Assert.Contains("BEGIN X509 CRL", tls.CrlPem, StringComparison.Ordinal);
        Assert.Equal(ClientCertificateVerify.Optional, tls.Verify);
        Assert.True(tls.StrictSni);
        Assert.Equal(["mqtt", "x-amzn-mqtt-ca"], tls.Alpn);
    }

    [Fact]
    public void WarnsThatNobodyIsAskedForACertificate_WhenVerifyIsMissing() =>
        Assert.Contains("'ca-file' has no effect without 'verify'", Assert.Single(HaProxyText.Warnings(Text("crt one.pem ca-file two.pem",
            ""))), StringComparison.Ordinal);

    [Theory]
    [InlineData("crt one.pem verify required", "'verify' needs the CA that client certificates are checked against. Add 'ca-file'.")]
    [InlineData("crt one.pem ssl-min-ver TLSv1.3 ssl-max-ver TLSv1.2", "no TLS version is left")]
    [InlineData("crt one.pem ssl-max-ver TLSv1.1", "ssl-max-ver TLSv1.1 leaves nothing to offer")]
    [InlineData("crt one.pem ca-file @system-ca", "'ca-file @system-ca' would trust every public CA")]
    [InlineData("crt three.pem", "three.pem' does not exist")]
    public void RefusesWhatCannotWork(string keywords, string message) =>
        Assert.Contains(message, Assert.Single(HaProxyText.Errors(Text(keywords, ""))), StringComparison.Ordinal);

    [Fact]
    public void ReadsOpenSslsLists_AsTheyAreWritten()
    {
        var handshake = Tls("crt one.pem ciphers HIGH:!aNULL ciphersuites TLS_AES_128_GCM_SHA256 curves P-256:X25519 sigalgs A client-sigalgs B").Handshake;

        Assert.Equal("HIGH:!aNULL", handshake.Ciphers);
        Assert.Equal("TLS_AES_128_GCM_SHA256", handshake.CipherSuites);
        Assert.Equal("P-256:X25519", handshake.Curves);
        Assert.Equal("A", handshake.SignatureAlgorithms);
        Assert.Equal("B", handshake.ClientSignatureAlgorithms);
    }

    [Theory]
    [InlineData("ktls on", true)]
    [InlineData("ktls off", false)]
    [InlineData("", false)]
    public void LeavesRecordsToTheKernel_WhereThatIsAskedFor(string keywords, bool usesKernel) =>
        Assert.Equal(usesKernel, Tls($"crt one.pem {keywords}").Handshake.UsesKernel);

    [Theory]
    [InlineData("ecdhe P-384", "P-384")]
    [InlineData("ecdhe P-384 curves P-256", "P-256")]
    [InlineData("curves P-256 ecdhe P-384", "P-256")]
    public void TakesTheCurveOfEcdhe_UnlessThereAreCurves(string keywords, string curves) =>
        Assert.Equal(curves, Tls($"crt one.pem {keywords}").Handshake.Curves);

    [Fact]
    public void StartsFromTheDefaultLists_AndOverridesThem()
    {
        const string Lists = "ssl-default-bind-ciphers A\nssl-default-bind-ciphersuites B\nssl-default-bind-curves C\ntune.ssl.lifetime 300\n"
            + "ssl-default-bind-options no-tls-tickets prefer-client-ciphers";

        var handshake = Tls("crt one.pem ciphers X", Lists).Handshake;

        Assert.Equal(("X", "B", "C"), (handshake.Ciphers, handshake.CipherSuites, handshake.Curves));
        Assert.Equal(TimeSpan.FromMinutes(5), handshake.SessionLifetime);
        Assert.True(handshake is { SendsTickets: false, PrefersClientCiphers: true });
    }

    [Theory]
    [InlineData(48, 16)]
    [InlineData(80, 32)]
    public void EncryptsTicketsWithTheLastButOneOfTheLastThreeKeys(int length, int part)
    {
        var lines = Enumerable.Range(1, 4).Select(seed => Convert.ToBase64String(Enumerable.Range(seed * 10, length).Select(b => (byte)b).ToArray()));
        _folder.Write("tickets", [.. lines]);

        var keys = Tls($"crt one.pem tls-ticket-keys {_folder.Path}/tickets").TicketKeys;

        Assert.Equal([30, 40, 20], keys.Select(key => (int)key.Name[0]));
        Assert.Equal(Enumerable.Range(30, 16).Select(b => (byte)b), keys[0].Name);
        Assert.Equal(Enumerable.Range(46, part).Select(b => (byte)b), keys[0].CipherKey);
        Assert.Equal(Enumerable.Range(46 + part, part).Select(b => (byte)b), keys[0].MacKey);
    }

    [Fact]
    public void NamesFileAndLine_WhenATicketKeyIsBroken()
    {
        var key = Convert.ToBase64String(new byte[80]);
        var path = _folder.Write("tickets", key, "", "nonsense", key);

        var result = HaProxyText.Parse($"{HaProxyText.Defaults}frontend f\n    bind :8883 ssl crt {_folder.Path}/crt/one.pem tls-ticket-keys {path}\n");

        var error = Assert.Single(result.Diagnostics, d => d.Message.Contains("base64", StringComparison.Ordinal));
        Assert.StartsWith($"'bind :8883': line 3 of '{path}' is no key", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(key, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TakesTheOcspResponseBesideTheCertificate()
    {
        File.WriteAllBytes(Path.Combine(_folder.Path, "crt", "one.pem.ocsp"), [0x30, 3, 10, 1, 0]);

        var certificates = Tls("crt one.pem crt two.pem").Certificates;

        Assert.Equal<byte>([0x30, 3, 10, 1, 0], certificates[0].OcspResponse);
        Assert.Empty(certificates[1].OcspResponse);
    }

    private BindTlsConfig Tls(string keywords, string global = "") => HaProxyText.Load(Text(keywords, global)).Frontends[0].Binds[0].Tls!;

    private string Text(string keywords, string global) =>
        $"global\n    crt-base {_folder.Path}/crt\n    ca-base {_folder.Path}/ca\n    {global}\n{HaProxyText.Frontend($"bind *:8883 ssl {keywords}")}";
}
