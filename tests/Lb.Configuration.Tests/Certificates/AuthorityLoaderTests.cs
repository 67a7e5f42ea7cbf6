using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
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
        var pem = EmptyRevocationList();

        Assert.Equal(pem + "\n", Lists(_folder.Write("crl.pem", pem)));
    }

    [Fact]
    public void Fails_WhenAFileHasNoRevocationList()
    {
        Assert.Null(Lists(_folder.Write("crl.pem", PemFolder.SelfSigned("one").Certificate)));
        Assert.Contains("holds no revocation list", Assert.Single(_diagnostics.All).Message, StringComparison.Ordinal);
    }

    private static string EmptyRevocationList()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=ca", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForCertificateAuthority());
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var issuer = request.CreateSelfSigned(start, start.AddYears(10));
        var list = new CertificateRevocationListBuilder().Build(issuer, 1, start.AddYears(1), HashAlgorithmName.SHA256);
        return PemEncoding.WriteString("X509 CRL", list);
    }

    private string? Authorities(string path) => new AuthorityLoader(_diagnostics).LoadAuthorities(path, _line, "bind *:8883");

    private string? Lists(string path) => new AuthorityLoader(_diagnostics).LoadRevocationLists(path, _line, "bind *:8883");
}
