using System.Security.Cryptography;
using Lb.Testing.Certificates;
using Lb.Testing.Time;
using Lb.Transport.Reactors.Tls;
using Lb.Transport.Tests.Frontends;
using Lb.Transport.Tests.Tls;
using Lb.Transport.Tls;

namespace Lb.Transport.Tests.Reactors.Tls;

public sealed class StaplingTests
{
    private const string None = "OCSP response: no response sent";
    private static readonly TestCertificate Rsa = TestTls.Authority.IssueServer(TestKeyType.Rsa, TestTls.ServerName);
    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData("-tls1_2")]
    [InlineData("-tls1_3")]
    public async Task SendsTheResponse_WhenTheClientAsks(string version)
    {
        var printed = await RunAsync([Stapled(TestTls.Server, TimeSpan.FromDays(1))], version, "-status");

        Assert.Contains("OCSP Response Status: successful (0x0)", printed, StringComparison.Ordinal);
        Assert.Contains($"Serial Number: {SerialOf(TestTls.Server)}", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendsNothing_WhenTheClientDoesNotAsk()
    {
        var printed = await RunAsync([Stapled(TestTls.Server, TimeSpan.FromDays(1))]);

        Assert.DoesNotContain("OCSP", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendsNothing_WhenThereIsNoResponse() =>
        Assert.Contains(None, await RunAsync([TestTls.ToTls(TestTls.Server, TestTls.ServerName)], "-status"), StringComparison.Ordinal);

    [Fact]
    public async Task SendsNothing_WhenTheResponseIsOutOfDate() =>
        Assert.Contains(None, await RunAsync([Stapled(TestTls.Server, TimeSpan.Zero)], "-status"), StringComparison.Ordinal);

    [Fact]
    public async Task SendsAResponseWithoutAnEnd() =>
        Assert.Contains("successful", await RunAsync([Stapled(TestTls.Server, null)], "-status"), StringComparison.Ordinal);

    [Theory]
    [InlineData("ecdsa_secp256r1_sha256", true)]
    [InlineData("rsa_pss_rsae_sha256", false)]
    public async Task SendsTheResponseOfTheCertificateThatTheClientGets(string offered, bool isEcdsa)
    {
        TlsCertificate[] both = [Stapled(Rsa, TimeSpan.FromDays(1)), Stapled(TestTls.Server, TimeSpan.FromDays(1))];

        var printed = await RunAsync(both, "-status", "-sigalgs", offered);

        Assert.Contains($"Serial Number: {SerialOf(isEcdsa ? TestTls.Server : Rsa)}", printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00", "The OCSP response of 'mqtt.example.org' is malformed.")]
    [InlineData("30030A0106", "The OCSP response of 'mqtt.example.org' tells a failure of the responder.")]
    public void CannotBeCreated_WhenTheResponseIsNone(string hex, string expected)
    {
        var certificate = TestTls.ToTls(TestTls.Server, TestTls.ServerName) with { OcspResponse = Convert.FromHexString(hex) };

        var failure = Assert.Throws<CryptographicException>(
            () => TlsBind.Create(new TlsSettings { Origin = "lb.cfg:1: 'bind'", Certificates = [certificate] }, _time));

        Assert.Equal($"lb.cfg:1: 'bind': {expected}", failure.Message);
    }

    private TlsCertificate Stapled(TestCertificate certificate, TimeSpan? life) => TestTls.ToTls(certificate, TestTls.ServerName) with
    {
        OcspResponse = OcspBytes.Good(certificate, _time.GetUtcNow() + life),
    };

    // The sign's zero byte is not printed.
    private static string SerialOf(TestCertificate certificate) => certificate.SerialNumber.StartsWith("00", StringComparison.Ordinal)
        ? certificate.SerialNumber[2..]
        : certificate.SerialNumber;

    private async Task<string> RunAsync(TlsCertificate[] certificates, params string[] arguments)
    {
        await using var greeter = new OpenSslGreeter(TlsBind.Create(new TlsSettings { Certificates = certificates }, _time));
        return await OpenSslClient.RunAsync(greeter.Address, arguments);
    }
}
