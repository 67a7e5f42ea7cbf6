using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Lb.Testing.Certificates;
using Lb.Transport.Tests.Frontends;
using Lb.Transport.Tls;

namespace Lb.Transport.Tests.Tls;

public sealed class ClientCertificateTests
{
    private static readonly TestAuthority Authority = new("devices");
    private static readonly TestCertificate Good = Authority.IssueClient("device-1");
    private static readonly TestCertificate Revoked = Authority.IssueClient("device-2");

    private static TlsSettings Required => TestTls.Settings with
    {
        ClientCertificates = ClientCertificates.Required,
        ClientCaPem = Authority.CertificatePem,
    };

    [Theory]
    [InlineData(ClientCertificates.None, true)]
    [InlineData(ClientCertificates.Optional, true)]
    [InlineData(ClientCertificates.Required, false)]
    public async Task LetsAClientWithoutCertificateIn_UnlessItOwesOne(ClientCertificates owed, bool letIn) =>
        Assert.Equal(letIn, await IsLetInAsync(Required with { ClientCertificates = owed }, null));

    [Theory]
    [InlineData(ClientCertificates.None)]
    [InlineData(ClientCertificates.Optional)]
    [InlineData(ClientCertificates.Required)]
    public async Task LetsAClientIn_WhenItsCertificateIsGood(ClientCertificates owed) =>
        Assert.True(await IsLetInAsync(Required with { ClientCertificates = owed }, Good));

    [Theory]
    [InlineData(ClientCertificates.Optional)]
    [InlineData(ClientCertificates.Required)]
    public async Task RefusesACertificateOfAnotherAuthority_EvenOfTheSameName(ClientCertificates owed) =>
        Assert.False(await IsLetInAsync(Required with { ClientCertificates = owed }, new TestAuthority("devices").IssueClient("device-1")));

    [Fact]
    public async Task RefusesAnExpiredCertificate() =>
        Assert.False(await IsLetInAsync(Required, Authority.IssueClient("old", DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddHours(-1))));

    [Fact]
    public async Task RefusesACertificateThatIsNotValidYet() =>
        Assert.False(await IsLetInAsync(Required, Authority.IssueClient("early", DateTimeOffset.UtcNow.AddHours(1), DateTimeOffset.UtcNow.AddDays(1))));

    [Fact]
    public async Task RefusesAServersCertificate() =>
        Assert.False(await IsLetInAsync(Required, Authority.IssueServer(TestKeyType.Ecdsa, "not-a-client")));

    [Fact]
    public async Task LetsAClientIn_WhenItSendsTheIntermediateItself()
    {
        var client = new TestAuthority("factory", Authority).IssueClient("device-3");

        Assert.True(await IsLetInAsync(Required, client));
    }

    [Fact]
    public async Task RefusesARevokedCertificate_AndNoOther()
    {
        var settings = Required with { CrlPem = Authority.Revoke(Revoked) };

        Assert.False(await IsLetInAsync(settings, Revoked));
        Assert.True(await IsLetInAsync(settings, Good));
    }

    [Fact]
    public async Task RefusesEveryCertificate_WhenTheListIsOutOfDate()
    {
        var list = Authority.Revoke(DateTimeOffset.UtcNow.AddDays(-2), DateTimeOffset.UtcNow.AddDays(-1));

        Assert.False(await IsLetInAsync(Required with { CrlPem = list }, Good));
    }

    [Fact]
    public async Task RefusesACertificate_WhenItsIssuerHasNoList()
    {
        var other = new TestAuthority("others");
        var settings = Required with { ClientCaPem = Authority.CertificatePem + other.CertificatePem, CrlPem = other.Revoke() };

        Assert.False(await IsLetInAsync(settings, Good));
    }

    [Fact]
    public async Task UsesTheNewerList_WhenAnAuthorityHasTwo()
    {
        var older = Authority.Revoke(DateTimeOffset.UtcNow.AddDays(-3), DateTimeOffset.UtcNow.AddDays(1));
        var newer = Authority.Revoke(DateTimeOffset.UtcNow.AddDays(-2), DateTimeOffset.UtcNow.AddDays(1), Revoked);

        Assert.False(await IsLetInAsync(Required with { CrlPem = older + newer }, Revoked));
        Assert.False(await IsLetInAsync(Required with { CrlPem = newer + older }, Revoked));
    }

    [Fact]
    public async Task AcceptsTheListOfEitherKey_WhenAnAuthorityChangedItsKey()
    {
        var renewed = new TestAuthority("devices");
        var settings = Required with { ClientCaPem = Authority.CertificatePem + renewed.CertificatePem, CrlPem = renewed.Revoke(Revoked) };

        Assert.True(await IsLetInAsync(settings, Good));
    }

    [Fact]
    public void RefusesToStart_WhenAListIsSignedBySomebodyElse()
    {
        var forged = new TestAuthority("devices").Revoke(Good);

        Assert.Throws<CryptographicException>(() => new PortableTls(Required with { CrlPem = forged }, TimeProvider.System));
    }

    [Fact]
    public void RefusesToStart_WhenAListsIssuerIsUnknown() =>
        Assert.Throws<CryptographicException>(() => new PortableTls(Required with { CrlPem = new TestAuthority("strangers").Revoke() }, TimeProvider.System));

    [Theory]
    [InlineData("-tls1_2")]
    [InlineData("-tls1_3")]
    public async Task ResumesASession_WithTheClientsCertificate(string version)
    {
        await using var frontend = await Greeting.StartAsync(Required);
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var bundle = Path.Combine(folder.FullName, "device.pem");
            var session = Path.Combine(folder.FullName, "session");
            await File.WriteAllTextAsync(bundle, Good.BundlePem);
            var first = await OpenSslClient.RunAsync(frontend.Address, version, "-cert", bundle, "-sess_out", session);
            var second = await OpenSslClient.RunAsync(frontend.Address, version, "-cert", bundle, "-sess_in", session);

            Assert.Contains(Greeting.Text, first, StringComparison.Ordinal);
            Assert.Contains("\nReused, ", second, StringComparison.Ordinal);
            Assert.Contains(Greeting.Text, second, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<bool> IsLetInAsync(TlsSettings settings, TestCertificate? certificate)
    {
        await using var frontend = await Greeting.StartAsync(settings);
        var answers = new List<bool>();
        foreach (var version in (SslProtocols[])[SslProtocols.Tls12, SslProtocols.Tls13])
        {
            var options = TestTls.ClientOptions(version);
            if (certificate is not null) options.ClientCertificateContext = ContextOf(certificate);
            answers.Add(await Greeting.IsGivenAsync(frontend.Address, options));
        }

        return Assert.Single(answers.Distinct());
    }

    private static SslStreamCertificateContext ContextOf(TestCertificate certificate)
    {
        var sent = new X509Certificate2Collection();
        sent.ImportFromPem(certificate.ChainPem);
        return SslStreamCertificateContext.Create(certificate.Certificate, sent, offline: true);
    }
}
