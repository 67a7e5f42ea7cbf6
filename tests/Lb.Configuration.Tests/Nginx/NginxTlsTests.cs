using System.Collections.Immutable;
using Lb.Configuration.Diagnostics;
using Lb.Configuration.Model;
using Lb.Configuration.Tests.Certificates;

namespace Lb.Configuration.Tests.Nginx;

public sealed class NginxTlsTests : IDisposable
{
    private readonly PemFolder _folder = new();

    public NginxTlsTests()
    {
        foreach (var name in (ImmutableArray<string>)["one", "two"])
        {
            var (certificate, key) = PemFolder.SelfSigned(name, name + ".example");
            _folder.Write($"certs/{name}.pem", certificate);
            _folder.Write($"certs/{name}.key", key);
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ReadsCertificateAndKeyBesideTheConfiguration()
    {
        var tls = Tls("ssl_certificate certs/one.pem; ssl_certificate_key certs/one.key;");

        Assert.Equal(["one.example"], Assert.Single(tls.Certificates).Names);
        Assert.Equal((TlsVersion.Tls12, TlsVersion.Tls13), (tls.MinVersion, tls.MaxVersion));
        Assert.Equal(ClientCertificateVerify.None, tls.Verify);
        Assert.Equal(["mqtt"], tls.Alpn);
    }

    [Fact]
    public void PairsSeveralCertificatesWithTheirKeysInOrder()
    {
        var tls = Tls("ssl_certificate certs/one.pem; ssl_certificate certs/two.pem; ssl_certificate_key certs/one.key; ssl_certificate_key certs/two.key;");

        Assert.Equal(["one.example", "two.example"], tls.Certificates.SelectMany(c => c.Names));
    }

    [Theory]
    [InlineData("ssl_protocols TLSv1.2;", TlsVersion.Tls12, TlsVersion.Tls12)]
    [InlineData("ssl_protocols TLSv1.3;", TlsVersion.Tls13, TlsVersion.Tls13)]
    [InlineData("ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3;", TlsVersion.Tls12, TlsVersion.Tls13)]
    public void OffersTheListedVersionsFrom12Up(string line, TlsVersion lowest, TlsVersion highest)
    {
        var tls = Tls(Pair + line);

        Assert.Equal((lowest, highest), (tls.MinVersion, tls.MaxVersion));
    }

    [Fact]
    public void AsksForClientCertificates_WhenVerifyIsOn()
    {
        var tls = Tls(Pair + "ssl_verify_client on; ssl_client_certificate certs/two.pem; ssl_alpn mqtt x-mqtt;");

        Assert.Equal(ClientCertificateVerify.Required, tls.Verify);
        Assert.Contains("BEGIN CERTIFICATE", tls.ClientCaPem, StringComparison.Ordinal);
        Assert.Equal(["mqtt", "x-mqtt"], tls.Alpn);
    }

    [Theory]
    [InlineData("ssl_certificate certs/one.pem;", "has no 'ssl_certificate_key'.")]
    [InlineData(Pair + "ssl_certificate_key certs/two.key;", "'ssl_certificate_key' has no 'ssl_certificate' that it could belong to.")]
    [InlineData("ssl_certificate certs/one.pem; ssl_certificate_key certs/two.key;", "does not belong to the certificate")]
    [InlineData("ssl_certificate certs/no.pem; ssl_certificate_key certs/one.key;", "does not exist")]
    [InlineData("ssl_certificate data:x; ssl_certificate_key certs/one.key;", "'ssl_certificate': 'data:x': only plain paths are built")]
    [InlineData(Pair + "ssl_verify_client on;", "'ssl_verify_client' needs 'ssl_client_certificate'")]
    [InlineData(Pair + "ssl_verify_client maybe;", "'maybe' is none of on, off, optional, optional_no_ca.")]
    [InlineData(Pair + "ssl_client_certificate certs/one.key;", "holds no CA certificate")]
    [InlineData(Pair + "ssl_crl certs/one.pem;", "holds no revocation list")]
    [InlineData(Pair + "ssl_protocols TLSv1 TLSv1.1;", "TLSv1 and TLSv1.1 cannot be offered, and no other version is listed.")]
    [InlineData(Pair + "ssl_protocols TLSv1.4;", "'TLSv1.4' is not a protocol.")]
    [InlineData(Pair + "ssl_session_ticket_key certs/one.key;", "directive 'ssl_session_ticket_key' of nginx is not built yet.")]
    public void NamesTheReason_WhenTlsCannotWork(string lines, string reason)
    {
        Assert.Contains(Parse(lines).Diagnostics, d => d.Severity == ConfigSeverity.Error && d.ToString().Contains(reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ssl_protocols TLSv1 TLSv1.2;", "'ssl_protocols' lists TLSv1, which cannot be offered: these versions are not safe any more.")]
    [InlineData("ssl_ciphers HIGH:!aNULL;", "'ssl_ciphers' has no effect here: the cipher list of the system's OpenSSL is offered.")]
    [InlineData("ssl_verify_client optional_no_ca;", "'ssl_verify_client' optional_no_ca asks for certificates that nobody checks; clients are not asked for one here.")]
    public void Warns_WhenASettingIsNotApplied(string line, string warning)
    {
        Assert.Equal(warning, Assert.Single(Parse(Pair + line).Diagnostics).Message);
    }

    [Fact]
    public void NamesTheLineOfTheCertificate_WhenItsKeyIsOfAnother()
    {
        var error = Assert.Single(Parse("\nssl_certificate certs/one.pem; ssl_certificate_key certs/two.key;").Diagnostics);

        Assert.Equal(2, error.Location!.Line);
    }

    private const string Pair = "ssl_certificate certs/one.pem; ssl_certificate_key certs/one.key;";

    private BindTlsConfig Tls(string lines)
    {
        var result = Parse(lines);
        Assert.DoesNotContain(result.Diagnostics, d => d.Severity == ConfigSeverity.Error);
        return result.Config!.Frontends[0].Binds[0].Tls!;
    }

    private ConfigResult Parse(string lines) => NginxText.Parse(
        $"stream {{ server {{ listen 8883 ssl; proxy_pass 10.0.0.1:1883; {lines} }} }}", Path.Combine(_folder.Path, NginxText.File));
}
