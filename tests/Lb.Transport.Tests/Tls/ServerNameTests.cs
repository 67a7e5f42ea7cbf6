using System.Security.Cryptography.X509Certificates;
using Lb.Testing.Certificates;
using Lb.Transport.Tests.Frontends;
using Lb.Transport.Tls;

namespace Lb.Transport.Tests.Tls;

public sealed class ServerNameTests
{
    private static readonly TestCertificate First = TestTls.Authority.IssueServer(TestKeyType.Rsa, "first.example.org");
    private static readonly TestCertificate Exact = TestTls.Authority.IssueServer(TestKeyType.Ecdsa, "a.example.org");
    private static readonly TestCertificate Wildcard = TestTls.Authority.IssueServer(TestKeyType.Ecdsa, "*.example.org");

    private static readonly TlsSettings Settings = new()
    {
        Certificates =
        [
            TestTls.ToTls(First, "first.example.org"), TestTls.ToTls(Wildcard, "*.example.org"), TestTls.ToTls(Exact, "a.example.org"),
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
        await using var frontend = await Greeting.StartAsync(Settings);

        Assert.Equal(subject, await SubjectAsync(frontend, name));
    }

    [Theory]
    [InlineData("a.example.org", true)]
    [InlineData("b.example.org", true)]
    [InlineData("other.example.com", false)]
    [InlineData("", false)]
    public async Task LetsOnlyKnownNamesIn_WhenStrict(string name, bool known)
    {
        await using var frontend = await Greeting.StartAsync(Settings with { StrictServerName = true });
        var options = TestTls.ClientOptions(name);
        options.CertificateChainPolicy!.VerificationFlags = X509VerificationFlags.IgnoreInvalidName;

        Assert.Equal(known, await Greeting.IsGivenAsync(frontend.Address, options));
    }

    [Fact]
    public async Task SendsTheWholeChain_SoThatAClientNeedsTheRootOnly()
    {
        var between = new TestAuthority("mqlb test intermediate", TestTls.Authority);
        var leaf = between.IssueServer(TestKeyType.Ecdsa, TestTls.ServerName);
        await using var frontend = await Greeting.StartAsync(new TlsSettings { Certificates = [TestTls.ToTls(leaf, TestTls.ServerName)] });

        Assert.True(await Greeting.IsGivenAsync(frontend.Address, TestTls.ClientOptions()));
    }

    [Theory]
    [InlineData(TestKeyType.Rsa)]
    [InlineData(TestKeyType.Ecdsa)]
    public async Task ServesBothKindsOfKeys(TestKeyType key)
    {
        var certificate = TestTls.Authority.IssueServer(key, TestTls.ServerName);
        await using var frontend = await Greeting.StartAsync(new TlsSettings { Certificates = [TestTls.ToTls(certificate, TestTls.ServerName)] });

        Assert.True(await Greeting.IsGivenAsync(frontend.Address, TestTls.ClientOptions()));
    }

    private static async Task<string> SubjectAsync(TestFrontend frontend, string name)
    {
        string[] arguments = name.Length == 0 ? ["-noservername"] : ["-servername", name];
        var printed = await OpenSslClient.RunAsync(frontend.Address, arguments);
        var line = printed.Split('\n').First(l => l.StartsWith("subject=", StringComparison.Ordinal));
        return line["subject=".Length..].Replace(" ", "", StringComparison.Ordinal);
    }
}
