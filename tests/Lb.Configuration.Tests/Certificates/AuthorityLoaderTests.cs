using Lb.Configuration.Certificates;
using Lb.Configuration.Diagnostics;
using Lb.Configuration.Model;

namespace Lb.Configuration.Tests.Certificates;

public sealed class AuthorityLoaderTests : IDisposable
{
    private readonly PemFolder _folder = new();
    private readonly ConfigDiagnostics _diagnostics = new();
    private readonly SourceLocation _line = new("lb.cfg", 7);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void KeepsTheCertificatesOnly_WhenOtherTextStandsBetween()
    {
        var (first, key) = PemFolder.SelfSigned("one");
        var (second, _) = PemFolder.SelfSigned("two");

        Assert.Equal($"{first}\n{second}\n", Authorities(_folder.Write("ca.pem", "Subject: one", first, key, second)));
    }

    [Fact]
    public void ReadsAFolderInTheOrderOfNames()
    {
        var (first, _) = PemFolder.SelfSigned("one");
        var (second, _) = PemFolder.SelfSigned("two");
        _folder.Write("2.crt", second);
        _folder.Write("1.pem", first);
        _folder.Write("0.txt", "not read");

        Assert.Equal($"{first}\n{second}\n", Authorities(_folder.Path));
    }

    [Theory]
    [InlineData("hello", "holds no CA certificate")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "cannot be decoded")]
    public void Fails_WhenTheFileHasNoGoodCertificate(string content, string part)
    {
        Assert.Null(Authorities(_folder.Write("ca.pem", content)));
        Assert.Contains(part, Assert.Single(_diagnostics.All).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fails_WhenTheFileIsMissing()
    {
        Assert.Null(Authorities("/no/ca.pem"));
        Assert.Contains("'/no/ca.pem' does not exist", Assert.Single(_diagnostics.All).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadsARevocationList()
    {
        var pem = PemFolder.EmptyRevocationList();

        Assert.Equal(pem + "\n", Lists(_folder.Write("crl.pem", pem)));
    }

    [Fact]
    public void Fails_WhenAFileHasNoRevocationList()
    {
        Assert.Null(Lists(_folder.Write("crl.pem", PemFolder.SelfSigned("one").Certificate)));
        Assert.Contains("holds no revocation list", Assert.Single(_diagnostics.All).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fails_WhenARevocationListIsDamaged()
    {
        Assert.Null(Lists(_folder.Write("crl.pem", PemFolder.EmptyRevocationList(), "-----BEGIN X509 CRL-----\nAA!A\n-----END X509 CRL-----")));
        Assert.Contains("a revocation list in", Assert.Single(_diagnostics.All).Message, StringComparison.Ordinal);
    }

    private string? Authorities(string path) => new AuthorityLoader(_diagnostics).LoadAuthorities(path, _line, "bind *:8883");

    private string? Lists(string path) => new AuthorityLoader(_diagnostics).LoadRevocationLists(path, _line, "bind *:8883");
}
