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
    [InlineData(Pair + "ssl_session_ticket_key certs/one.key;", "bytes; a key has 48 or 80.")]
    [InlineData(Pair + "ssl_session_ticket_key certs/no.key;", "'ssl_session_ticket_key': file")]
    [InlineData(Pair + "ssl_session_timeout 8d;", "'ssl_session_timeout': '8d' is outside of 1s to 7d.")]
    [InlineData(Pair + "ssl_stapling on; ssl_stapling_file certs/no.der;", "'ssl_stapling_file': file")]
    public void NamesTheReason_WhenTlsCannotWork(string lines, string reason)
    {
        Assert.Contains(Parse(lines).Diagnostics, d => d.Severity == ConfigSeverity.Error && d.ToString().Contains(reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ssl_protocols TLSv1 TLSv1.2;", "'ssl_protocols' lists TLSv1, which cannot be offered: these versions are not safe any more.")]
    [InlineData("ssl_stapling on;", "'ssl_stapling on' has no effect without 'ssl_stapling_file': responders are not asked here.")]
    [InlineData("ssl_verify_client optional_no_ca;", "'ssl_verify_client' optional_no_ca asks for certificates that nobody checks; clients are not asked for one here.")]
    public void Warns_WhenASettingIsNotApplied(string line, string warning)
    {
        Assert.Equal(warning, Assert.Single(Parse(Pair + line).Diagnostics).Message);
    }

    [Fact]
    public void HasNginxDefaults_WhereNothingIsWritten()
    {
        var handshake = Tls(Pair).Handshake;

        Assert.Equal(new TlsHandshakeConfig { PrefersClientCiphers = true }, handshake);
    }

    [Fact]
    public void ReadsWhatHandshakesNegotiate()
    {
        var handshake = Tls(Pair + "ssl_ciphers HIGH:!aNULL; ssl_prefer_server_ciphers on; ssl_ecdh_curve X25519:P-256; ssl_session_tickets off; ssl_session_timeout 10m;").Handshake;

        var expected = new TlsHandshakeConfig
        {
            Ciphers = "HIGH:!aNULL",
            Curves = "X25519:P-256",
            SendsTickets = false,
            SessionLifetime = TimeSpan.FromMinutes(10),
        };
        Assert.Equal(expected, handshake);
    }

    [Fact]
    public void LeavesTheCurvesToOpenSsl_WhenTheyAreAuto() => Assert.Null(Tls(Pair + "ssl_ecdh_curve auto;").Handshake.Curves);

    [Fact]
    public void ReadsTicketKeys_TheFirstEncrypts()
    {
        File.WriteAllBytes(Path.Combine(_folder.Path, "short.key"), Numbers(100, 48));
        File.WriteAllBytes(Path.Combine(_folder.Path, "long.key"), Numbers(0, 80));

        var keys = Tls(Pair + "ssl_session_ticket_key long.key; ssl_session_ticket_key short.key;").TicketKeys;

        Assert.Equal(Numbers(0, 16), keys[0].Name);
        Assert.Equal(Numbers(16, 32), keys[0].MacKey);
        Assert.Equal(Numbers(48, 32), keys[0].CipherKey);
        Assert.Equal(Numbers(116, 16), keys[1].CipherKey);
        Assert.Equal(Numbers(132, 16), keys[1].MacKey);
    }

    [Theory]
    [InlineData("ssl_stapling on;", true)]
    [InlineData("", false)]
    public void StaplesTheResponseOfTheFile_WhenStaplingIsOn(string line, bool staples)
    {
        File.WriteAllBytes(Path.Combine(_folder.Path, "response.der"), [0x30, 3, 10, 1, 0]);

        var certificate = Assert.Single(Tls(Pair + line + "ssl_stapling_file response.der;").Certificates);

        Assert.Equal(staples, !certificate.OcspResponse.IsEmpty);
    }

    private static byte[] Numbers(int first, int count) => [.. Enumerable.Range(first, count).Select(number => (byte)number)];

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
