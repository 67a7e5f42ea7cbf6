using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Lb.Testing.Certificates;
using Lb.Transport.Reactors.Tls;
using Lb.Transport.Tests.Frontends;
using Lb.Transport.Tests.Tls;
using Lb.Transport.Tls;

namespace Lb.Transport.Tests.Reactors.Tls;

public sealed class ServerNameChoiceTests
{
    private static readonly TestCertificate First = TestTls.Authority.IssueServer(TestKeyType.Rsa, "first.example.org");
    private static readonly TestCertificate Exact = TestTls.Authority.IssueServer(TestKeyType.Ecdsa, "a.example.org");
    private static readonly TestCertificate Wildcard = TestTls.Authority.IssueServer(TestKeyType.Ecdsa, "*.example.org");
    private static readonly TestCertificate Rsa = TestTls.Authority.IssueServer(TestKeyType.Rsa, "both.example.org");
    private static readonly TestCertificate Ecdsa = TestTls.Authority.IssueServer(TestKeyType.Ecdsa, "both.example.org");

    private static readonly TlsSettings Settings = new()
    {
        Certificates =
        [
            TestTls.ToTls(First, "first.example.org"), TestTls.ToTls(Wildcard, "*.example.org"), TestTls.ToTls(Exact, "a.example.org"),
            TestTls.ToTls(Rsa, "both.example.org"), TestTls.ToTls(Ecdsa, "both.example.org"),
        ],
    };

    [Theory]
    [InlineData("a.example.org", "CN=a.example.org")]
    [InlineData("A.Example.Org", "CN=a.example.org")]
    [InlineData("b.example.org", "CN=*.example.org")]
    [InlineData("first.example.org", "CN=first.example.org")]
    [InlineData("deep.b.example.org", "CN=first.example.org")]
    [InlineData("example.org", "CN=first.example.org")]
    [InlineData("", "CN=first.example.org")]
    public async Task SendsTheCertificateOfTheName_OrTheFirst(string name, string subject)
    {
        await using var greeter = new OpenSslGreeter(TlsBind.Create(Settings, TimeProvider.System));

        Assert.Equal(subject, await SubjectAsync(greeter, name));
    }

    [Theory]
    [InlineData("a.example.org", true)]
    [InlineData("b.example.org", true)]
    [InlineData("other.example.com", false)]
    [InlineData("", false)]
    public async Task LetsOnlyKnownNamesIn_WhenStrict(string name, bool known)
    {
        var options = TestTls.ClientOptions(name);
        options.CertificateChainPolicy!.VerificationFlags = X509VerificationFlags.IgnoreInvalidName;

        Assert.Equal(known, await GreeterClient.IsGreetedAsync(Settings with { StrictServerName = true }, options));
    }

    [Fact]
    public async Task AnswersUnrecognizedName_WhenStrict()
    {
        await using var greeter = new OpenSslGreeter(TlsBind.Create(TestTls.Settings with { StrictServerName = true }, TimeProvider.System));

        var printed = await OpenSslClient.RunAsync(greeter.Address, "-servername", "other.example.com");

        Assert.Contains("alert number 112", printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-tls1_2", "rsa_pkcs1_sha256", "RSA-PSS|RSA", "RSA2048")]
    [InlineData("-tls1_2", "ecdsa_secp256r1_sha256", "ECDSA", "EC256")]
    [InlineData("-tls1_3", "rsa_pss_rsae_sha256", "RSA-PSS", "RSA2048")]
    [InlineData("-tls1_3", "ecdsa_secp256r1_sha256", "ECDSA", "EC256")]
    public async Task SendsTheKindOfCertificateThatTheClientOffers(string version, string offered, string signature, string key)
    {
        await using var greeter = new OpenSslGreeter(TlsBind.Create(Settings, TimeProvider.System));

        var printed = await OpenSslClient.RunAsync(greeter.Address, version, "-servername", "both.example.org", "-sigalgs", offered);

        Assert.Matches($"Peer signature type: ({signature})\n", printed);
        var outcome = Assert.Single(greeter.Outcomes);
        Assert.Equal(key, outcome.Key);
        Assert.Equal("ecdsa-with-SHA256", outcome.Signature);
    }

    [Fact]
    public async Task SendsTheWholeChain_WithoutTheRoot()
    {
        var server = new TestAuthority("intermediate", TestTls.Authority).IssueServer(TestKeyType.Ecdsa, TestTls.ServerName);
        var settings = new TlsSettings { Certificates = [TestTls.ToTls(server, TestTls.ServerName)] };
        await using var greeter = new OpenSslGreeter(TlsBind.Create(settings, TimeProvider.System));

        var printed = await OpenSslClient.RunAsync(greeter.Address, "-showcerts");

        Assert.Equal(2, printed.Split("BEGIN CERTIFICATE").Length - 1);
    }

    [Fact]
    public async Task SendsTheNewCertificate_AfterItWasReplaced_WhileOldConnectionsGoOn()
    {
        var bind = TlsBind.Create(Settings, TimeProvider.System);
        await using var greeter = new OpenSslGreeter(bind, echoes: true);
        await using var old = await GreeterClient.ConnectAsync(greeter, Trusting("a.example.org"));
        var renewed = TestTls.Authority.IssueServer(TestKeyType.Ecdsa, "a.example.org", "new.example.org");

        bind.Replace(Settings with { Certificates = [TestTls.ToTls(First, "first.example.org"), TestTls.ToTls(renewed, "a.example.org")] });

        await using var young = await GreeterClient.ConnectAsync(greeter, Trusting("a.example.org"));
        Assert.Equal(renewed.SerialNumber, ((X509Certificate2)young.RemoteCertificate!).SerialNumber);
        Assert.Equal(OpenSslGreeter.Text.Length, (await old.ReadExactlyAsync(OpenSslGreeter.Text.Length)).Length);
        await old.WriteAsync("still here"u8.ToArray());
        Assert.Equal("still here"u8.ToArray(), await old.ReadExactlyAsync(10));
    }

    [Fact]
    public void FinishesAHandshake_ThatBeganBeforeTheCertificatesWereReplaced()
    {
        using var bind = TlsBind.Create(Settings, TimeProvider.System);
        using var server = new OpenSslConnection(bind);
        using var client = new MemoryClient("a.example.org");

        bind.Replace(TestTls.Settings);

        Assert.True(client.Shake(server));
    }

    private static async Task<string> SubjectAsync(OpenSslGreeter greeter, string name)
    {
        await using var tls = await GreeterClient.ConnectAsync(greeter, Trusting(name));
        return tls.RemoteCertificate!.Subject;
    }

    private static SslClientAuthenticationOptions Trusting(string name)
    {
        var options = TestTls.ClientOptions(name);
        options.CertificateChainPolicy!.VerificationFlags = X509VerificationFlags.IgnoreInvalidName;
        options.RemoteCertificateValidationCallback = (_, _, _, errors) => errors is SslPolicyErrors.None or SslPolicyErrors.RemoteCertificateNameMismatch;
        return options;
    }
}
