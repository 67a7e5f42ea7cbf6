using System.Security.Authentication;
using System.Security.Cryptography;
using Lb.Testing.Certificates;
using Lb.Transport.Reactors.Tls;
using Lb.Transport.Tests.Frontends;
using Lb.Transport.Tests.Tls;
using Lb.Transport.Tls;

namespace Lb.Transport.Tests.Reactors.Tls;

public sealed class HandshakeSettingsTests
{
    private const SslProtocols Both = SslProtocols.Tls12 | SslProtocols.Tls13;

    [Theory]
    [InlineData(SslProtocols.Tls12, Both, true)]
    [InlineData(SslProtocols.Tls13, Both, true)]
    [InlineData(SslProtocols.Tls12, SslProtocols.Tls12, true)]
    [InlineData(SslProtocols.Tls13, SslProtocols.Tls12, false)]
    [InlineData(SslProtocols.Tls12, SslProtocols.Tls13, false)]
    public async Task SpeaksOnlyTheVersionsOnOffer(SslProtocols client, SslProtocols offered, bool letIn) =>
        Assert.Equal(letIn, await GreeterClient.IsGreetedAsync(TestTls.Settings with { Protocols = offered }, TestTls.ClientOptions(client)));

    [Theory]
    [InlineData("-tls1")]
    [InlineData("-tls1_1")]
    public async Task RefusesOldVersions_EvenFromAClientThatAllowsWeakOnes(string version)
    {
        var (printed, outcome) = await RunAsync(TestTls.Settings, version, "-cipher", "ALL:@SECLEVEL=0");

        Assert.Contains("Cipher is (NONE)", printed, StringComparison.Ordinal);
        Assert.Equal("unsupported protocol", outcome.Failure);
    }

    [Theory]
    [InlineData("mqtt", "ALPN protocol: mqtt")]
    [InlineData("other,mqtt", "ALPN protocol: mqtt")]
    [InlineData("x-amzn-mqtt-ca", "No ALPN negotiated")]
    [InlineData(null, "No ALPN negotiated")]
    public async Task AgreesOnAProtocol_OrGoesOnWithoutOne(string? offered, string expected)
    {
        var (printed, _) = await RunAsync(TestTls.Settings with { Alpn = ["mqtt"] }, offered is null ? [] : ["-alpn", offered]);

        Assert.Contains(expected, printed, StringComparison.Ordinal);
        Assert.Contains(OpenSslGreeter.Text, printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PrefersItsOwnOrderOfProtocols()
    {
        var (printed, _) = await RunAsync(TestTls.Settings with { Alpn = ["mqtt", "x-other"] }, "-alpn", "x-other,mqtt");

        Assert.Contains("ALPN protocol: mqtt", printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ECDHE-ECDSA-AES256-GCM-SHA384", false, "ECDHE-ECDSA-AES256-GCM-SHA384")]
    [InlineData("ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256", false, "ECDHE-ECDSA-AES256-GCM-SHA384")]
    [InlineData("ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256", true, "ECDHE-ECDSA-AES128-GCM-SHA256")]
    public async Task ChoosesACipherOfTheList_InItsOwnOrderUnlessToldOtherwise(string list, bool prefersClient, string expected)
    {
        var (_, outcome) = await RunAsync(
            TestTls.Settings with { Ciphers = list, PrefersClientCiphers = prefersClient },
            "-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384");

        Assert.Equal(expected, outcome.Cipher);
    }

    [Fact]
    public async Task RefusesAClient_WithoutACipherOfTheList()
    {
        var (_, outcome) = await RunAsync(
            TestTls.Settings with { Ciphers = "ECDHE-ECDSA-AES256-GCM-SHA384" }, "-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-GCM-SHA256");

        Assert.Equal("no shared cipher", outcome.Failure);
    }

    [Fact]
    public async Task ChoosesACipherSuiteOfTheList()
    {
        var (_, outcome) = await RunAsync(TestTls.Settings with { CipherSuites = "TLS_CHACHA20_POLY1305_SHA256" }, "-tls1_3");

        Assert.Equal("TLS_CHACHA20_POLY1305_SHA256", outcome.Cipher);
    }

    [Fact]
    public async Task ExchangesKeysOnACurveOfTheList()
    {
        var (printed, _) = await RunAsync(TestTls.Settings with { Curves = "P-384" }, "-tls1_3", "-groups", "X25519:P-384");

        Assert.Contains("ECDH, secp384r1", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignsWithAnAlgorithmOfTheList()
    {
        var rsa = TestTls.Authority.IssueServer(TestKeyType.Rsa, TestTls.ServerName);
        var settings = TestTls.Settings with
        {
            Certificates = [TestTls.ToTls(rsa, TestTls.ServerName)],
            SignatureAlgorithms = "rsa_pss_rsae_sha512",
        };

        var (printed, _) = await RunAsync(settings, "-tls1_3");

        Assert.Contains("Peer signing digest: SHA512", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TellsClientsWhichAlgorithmsTheirCertificatesMayUse()
    {
        var settings = TestTls.Settings with
        {
            ClientCertificates = ClientCertificates.Optional,
            ClientCaPem = TestTls.Authority.CertificatePem,
            ClientSignatureAlgorithms = "ECDSA+SHA384",
        };

        var (printed, _) = await RunAsync(settings, "-tls1_3");

        Assert.Contains("Requested Signature Algorithms: ECDSA+SHA384\n", printed, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(BadSettings))]
    public void CannotBeCreated_WhenOpenSslDoesNotTakeASetting(string settingName, string expected)
    {
        var settings = settingName switch
        {
            "ciphers" => TestTls.Settings with { Ciphers = "NO-SUCH" },
            "ciphersuites" => TestTls.Settings with { CipherSuites = "NO-SUCH" },
            "curves" => TestTls.Settings with { Curves = "P-1" },
            "sigalgs" => TestTls.Settings with { SignatureAlgorithms = "x" },
            "client-sigalgs" => TestTls.Settings with { ClientSignatureAlgorithms = "x" },
            "chain" => TestTls.Settings with { Certificates = [new TlsCertificate("", TestTls.Server.PrivateKeyPem, ["a.b"])] },
            "damaged" => TestTls.Settings with { Certificates = [new TlsCertificate(Damage(TestTls.Server.ChainPem), TestTls.Server.PrivateKeyPem, ["a.b"])] },
            "key" => TestTls.Settings with { Certificates = [new TlsCertificate(TestTls.Server.ChainPem, "", ["a.b"])] },
            "foreign key" => TestTls.Settings with
            {
                Certificates = [new TlsCertificate(TestTls.Server.ChainPem, TestTls.Authority.IssueClient("x").PrivateKeyPem, ["a.b"])],
            },
            _ => TestTls.Settings with { ClientCertificates = ClientCertificates.Required, ClientCaPem = "" },
        };

        var failure = Assert.Throws<CryptographicException>(() => TlsBind.Create(settings, TimeProvider.System));

        Assert.StartsWith(expected, failure.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> BadSettings => new()
    {
        { "ciphers", "OpenSSL does not take 'ciphers NO-SUCH': no cipher match" },
        { "ciphersuites", "OpenSSL does not take 'ciphersuites NO-SUCH'" },
        { "curves", "OpenSSL does not take 'curves P-1'" },
        { "sigalgs", "OpenSSL does not take 'sigalgs x'" },
        { "client-sigalgs", "OpenSSL does not take 'client-sigalgs x'" },
        { "chain", "A certificate cannot be read" },
        { "damaged", "A certificate cannot be read" },
        { "key", "The private key cannot be read" },
        { "foreign key", "OpenSSL does not take the key of 'a.b': key values mismatch" },
        { "ca", "A certificate cannot be read" },
    };

    private static string Damage(string pem) => pem.Replace("MII", "AAA", StringComparison.Ordinal);

    private static async Task<(string Printed, HandshakeOutcome Outcome)> RunAsync(TlsSettings settings, params string[] arguments)
    {
        await using var greeter = new OpenSslGreeter(TlsBind.Create(settings, TimeProvider.System));
        var printed = await OpenSslClient.RunAsync(greeter.Address, arguments);
        return (printed, Assert.Single(greeter.Outcomes));
    }
}
