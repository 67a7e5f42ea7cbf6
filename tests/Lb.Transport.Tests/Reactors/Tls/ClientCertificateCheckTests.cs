using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Lb.Testing.Certificates;
using Lb.Transport.Native;
using Lb.Transport.Reactors.Tls;
using Lb.Transport.Tests.Frontends;
using Lb.Transport.Tests.Tls;
using Lb.Transport.Tls;

namespace Lb.Transport.Tests.Reactors.Tls;

public sealed class ClientCertificateCheckTests
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

    [Fact]
    public async Task TellsTheCommonName()
    {
        await using var greeter = new OpenSslGreeter(TlsBind.Create(Required, TimeProvider.System));

        Assert.True(await GreeterClient.IsGreetedAsync(greeter, OptionsOf(Good)));

        var outcome = Assert.Single(greeter.Outcomes);
        Assert.True(outcome.HasClientCertificate);
        Assert.Equal("device-1", outcome.ClientCommonName);
    }

    [Theory]
    [InlineData(ClientCertificates.Optional)]
    [InlineData(ClientCertificates.Required)]
    public async Task RefusesACertificateOfAnotherAuthority_EvenOfTheSameName(ClientCertificates owed) =>
        Assert.False(await IsLetInAsync(Required with { ClientCertificates = owed }, new TestAuthority("devices").IssueClient("device-1")));

    [Fact]
    public async Task RefusesAnExpiredCertificate() =>
        Assert.False(await IsLetInAsync(Required, Authority.IssueClient("old", DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddHours(-1))));

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
    public async Task RefusesARevokedCertificate_AndLetsOthersIn()
    {
        var settings = Required with { CrlPem = Authority.Revoke(Revoked) };

        Assert.False(await IsLetInAsync(settings, Revoked));
        Assert.True(await IsLetInAsync(settings, Good));
    }

    [Fact]
    public async Task RefusesEveryone_WhenTheListIsOutOfDate()
    {
        var list = Authority.Revoke(DateTimeOffset.UtcNow.AddDays(-2), DateTimeOffset.UtcNow.AddDays(-1));

        Assert.False(await IsLetInAsync(Required with { CrlPem = list }, Good));
    }

    [Fact]
    public async Task RefusesACertificate_WhoseIntermediateHasNoList()
    {
        var client = new TestAuthority("factory", Authority).IssueClient("device-3");

        Assert.False(await IsLetInAsync(Required with { CrlPem = Authority.Revoke() }, client));
    }

    [Fact]
    public async Task RefusesACertificate_ThatWasRevokedByAReplacedList()
    {
        var bind = TlsBind.Create(Required with { CrlPem = Authority.Revoke() }, TimeProvider.System);
        await using var greeter = new OpenSslGreeter(bind);
        Assert.True(await GreeterClient.IsGreetedAsync(greeter, OptionsOf(Revoked)));

        bind.Replace(Required with { CrlPem = Authority.Revoke(Revoked) });

        Assert.False(await GreeterClient.IsGreetedAsync(greeter, OptionsOf(Revoked)));
    }

    [Theory]
    [InlineData("-tls1_2")]
    [InlineData("-tls1_3")]
    public async Task KeepsTheCertificateOfAResumedSession_UntilTheListChanges(string version)
    {
        var bind = TlsBind.Create(Required with { CrlPem = Authority.Revoke() }, TimeProvider.System);
        await using var greeter = new OpenSslGreeter(bind);
        var folder = Directory.CreateTempSubdirectory("mqlb-tls-");
        var pem = Path.Combine(folder.FullName, "client.pem");
        var session = Path.Combine(folder.FullName, "session.pem");
        await File.WriteAllTextAsync(pem, Revoked.BundlePem);
        string[] certificate = [version, "-cert", pem, "-key", pem];

        await OpenSslClient.RunAsync(greeter.Address, [.. certificate, "-sess_out", session]);
        await OpenSslClient.RunAsync(greeter.Address, [.. certificate, "-sess_in", session]);
        bind.Replace(Required with { CrlPem = Authority.Revoke(Revoked) });
        await OpenSslClient.RunAsync(greeter.Address, [.. certificate, "-sess_in", session]);

        var outcomes = greeter.Outcomes.ToArray();
        Assert.Equal([false, true, false], outcomes.Select(o => o.IsResumed));
        Assert.Equal(["device-2", "device-2", null], outcomes.Select(o => o.ClientCommonName));
        Assert.Equal("certificate verify failed", outcomes[2].Failure);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task NamesItsAuthoritiesToClients()
    {
        await using var greeter = new OpenSslGreeter(TlsBind.Create(Required, TimeProvider.System));

        var printed = await OpenSslClient.RunAsync(greeter.Address);

        Assert.Contains("Acceptable client certificate CA names\nCN = devices\n", printed, StringComparison.Ordinal);
    }

    [Fact]
    public void TellsWhyACertificateWasRefused()
    {
        using var bind = TlsBind.Create(Required with { CrlPem = Authority.Revoke(Revoked) }, TimeProvider.System);
        using var server = new OpenSslConnection(bind);
        using var client = new MemoryClient();
        client.UseCertificate(Revoked);

        client.Shake(server);

        Assert.Equal("certificate revoked", new TlsSession(server.Pointer).VerifyFailure);
        LibCrypto.ClearErrors();
    }

    private static Task<bool> IsLetInAsync(TlsSettings settings, TestCertificate? client) =>
        GreeterClient.IsGreetedAsync(settings, OptionsOf(client));

    private static SslClientAuthenticationOptions OptionsOf(TestCertificate? client)
    {
        var options = TestTls.ClientOptions();
        if (client is null) return options;
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(client.ChainPem);
        chain.RemoveAt(0);
        options.ClientCertificateContext = SslStreamCertificateContext.Create(client.Certificate, chain, offline: true);
        return options;
    }
}
