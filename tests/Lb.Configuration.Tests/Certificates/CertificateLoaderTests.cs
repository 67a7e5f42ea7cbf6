using System.Collections.Immutable;
using System.Security.Cryptography;
using Lb.Configuration.Certificates;
using Lb.Configuration.Diagnostics;
using Lb.Configuration.Model;

namespace Lb.Configuration.Tests.Certificates;

public sealed class CertificateLoaderTests : IDisposable
{
    private readonly PemFolder _folder = new();
    private readonly ConfigDiagnostics _diagnostics = new();
    private readonly SourceLocation _line = new("lb.cfg", 7);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("CIK")]
    [InlineData("KCI")]
    [InlineData("IKC")]
    [InlineData("CKI")]
    public void PutsTheKeysCertificateFirst_InWhateverOrderTheBlocksStand(string order)
    {
        var (certificate, key) = PemFolder.SelfSigned("a.example");
        var (issuer, _) = PemFolder.SelfSigned("issuer.example");
        var path = _folder.Write("a.pem", [.. order.Select(c => c switch { 'C' => certificate, 'I' => issuer, _ => key })]);

        var loaded = Assert.Single(Load(path));

        Assert.Equal($"{certificate}\n{issuer}\n", loaded.ChainPem);
        Assert.Equal(key + "\n", loaded.PrivateKeyPem);
        Assert.Empty(_diagnostics.All);
    }

    [Fact]
    public void ReadsAnRsaKeyInItsOlderForm()
    {
        var (certificate, key) = PemFolder.SelfSignedRsa("rsa.example");
        Assert.Contains("BEGIN RSA PRIVATE KEY", key, StringComparison.Ordinal);

        Assert.Single(Load(_folder.Write("rsa.pem", certificate, key)));
    }

    [Fact]
    public void ReadsTheKeyBeside_WhenTheFileHasNone()
    {
        var (certificate, key) = PemFolder.SelfSigned("a.example");
        _folder.Write("a.pem.key", key);

        Assert.Equal(key + "\n", Assert.Single(Load(_folder.Write("a.pem", certificate))).PrivateKeyPem);
    }

    [Fact]
    public void NamesComeFromTheAlternatives_WhenThereAreAny()
    {
        var (certificate, key) = PemFolder.SelfSigned("ignored.example", "A.example", "*.b.example");

        Assert.Equal(["a.example", "*.b.example"], Assert.Single(Load(_folder.Write("a.pem", certificate, key))).Names);
    }

    [Fact]
    public void NameIsTheCommonName_WhenThereAreNoAlternatives()
    {
        var (certificate, key) = PemFolder.SelfSigned("Only.example");

        Assert.Equal(["only.example"], Assert.Single(Load(_folder.Write("a.pem", certificate, key))).Names);
    }

    [Fact]
    public void ReadsAFolderInTheOrderOfNames_AndSkipsWhatIsNoBundle()
    {
        var (first, firstKey) = PemFolder.SelfSigned("first.example");
        var (second, secondKey) = PemFolder.SelfSigned("second.example");
        _folder.Write("b.pem", second, secondKey);
        _folder.Write("a.pem", first);
        _folder.Write("a.pem.key", firstKey);
        _folder.Write(".hidden.pem", "x");
        _folder.Write("a.pem.ocsp", "x");
        _folder.Write("folder/c.pem", "x");

        Assert.Equal(["first.example", "second.example"], Load(_folder.Path).SelectMany(c => c.Names));
        Assert.Empty(_diagnostics.All);
    }

    [Fact]
    public void FailsWithTheLine_WhenTheFileIsMissing() => Expect(Path.Combine(_folder.Path, "no.pem"), "does not exist");

    [Fact]
    public void Fails_WhenTheFolderIsEmpty() => Expect(_folder.Path, "holds no certificate");

    [Fact]
    public void Fails_WhenThereIsNoKey() =>
        Expect(_folder.Write("a.pem", PemFolder.SelfSigned("a").Certificate), "a.pem.key' does not exist");

    [Fact]
    public void Fails_WhenTheKeyIsAnother() =>
        Expect(_folder.Write("a.pem", PemFolder.SelfSigned("a").Certificate, PemFolder.SelfSigned("b").Key), "does not belong");

    [Fact]
    public void Fails_WhenThereIsOnlyAKey() => Expect(_folder.Write("a.pem", PemFolder.SelfSigned("b").Key), "no certificate in");

    [Fact]
    public void Fails_WhenThereIsNoPemAtAll() => Expect(_folder.Write("a.pem", "hello"), "neither a certificate nor a key");

    [Fact]
    public void Fails_WhenTheCertificateIsDamaged() =>
        Expect(
            _folder.Write("a.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", PemFolder.SelfSigned("b").Key),
            "cannot be decoded");

    [Fact]
    public void Fails_WhenTheKeyIsDamaged() =>
        Expect(
            _folder.Write("a.pem", PemFolder.SelfSigned("b").Certificate, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"),
            "cannot be decoded");

    [Fact]
    public void Fails_WhenTheKeyHasAPassphrase()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var parameters = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10);

        Expect(
            _folder.Write("a.pem", PemFolder.SelfSigned("a").Certificate, key.ExportEncryptedPkcs8PrivateKeyPem("secret", parameters)),
            "has a passphrase");
    }

    [Fact]
    public void LoadsAPairFromTwoFiles()
    {
        var (certificate, key) = PemFolder.SelfSigned("a.example");

        var pair = new CertificateLoader(_diagnostics).LoadPair(
            _folder.Write("a.crt", certificate), _folder.Write("a.key", key), _line, "ssl_certificate");

        Assert.Equal(["a.example"], pair!.Names);
    }

    [Fact]
    public void NamesBothFiles_WhenBothOfAPairAreMissing()
    {
        Assert.Null(new CertificateLoader(_diagnostics).LoadPair("/no/a.crt", "/no/a.key", _line, "ssl_certificate"));

        Assert.Equal(2, _diagnostics.All.Length);
    }

    private ImmutableArray<CertificateConfig> Load(string path) => new CertificateLoader(_diagnostics).LoadBundles(path, _line, "bind *:8883");

    private void Expect(string path, string part)
    {
        Assert.Empty(Load(path));
        var error = Assert.Single(_diagnostics.All);
        Assert.Equal(_line, error.Location);
        Assert.StartsWith("'bind *:8883': ", error.Message, StringComparison.Ordinal);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }
}
