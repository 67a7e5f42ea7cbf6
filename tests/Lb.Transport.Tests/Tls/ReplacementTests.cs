using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Lb.Testing.Certificates;
using Lb.Transport.Reactors.Tls;
using Lb.Transport.Tests.Frontends;
using Lb.Transport.Tests.Reactors.Tls;
using Lb.Transport.Tls;
using Microsoft.AspNetCore.Connections;

namespace Lb.Transport.Tests.Tls;

/// <summary>Certificates of running binds are replaced: on the portable transport unless a name says otherwise.</summary>
public sealed class ReplacementTests
{
    private static readonly TestCertificate Renewed = TestTls.Authority.IssueServer(TestKeyType.Ecdsa, TestTls.ServerName);

    private static TlsSettings New => TestTls.Settings with { Certificates = [TestTls.ToTls(Renewed, TestTls.ServerName)] };

    [Fact]
    public async Task SendsTheNewCertificate_WhileOldConnectionsGoOn()
    {
        await using var frontend = await TestFrontend.StartAsync(EchoAsync, TestTls.Settings);
        await using var old = await Greeting.ConnectAsync(frontend.Address, TestTls.ClientOptions());

        frontend.Tls!.Replace(New);

        Assert.Equal(Renewed.SerialNumber, await SerialAsync(frontend));
        await old.WriteAsync("still here"u8.ToArray());
        Assert.Equal("still here"u8.ToArray(), await old.ReadExactlyAsync(10));
    }

    [Fact]
    public async Task ChangesNothing_UntilItIsApplied()
    {
        await using var frontend = await TestFrontend.StartAsync(EchoAsync, TestTls.Settings);

        frontend.Tls!.Prepare(New).Dispose();

        Assert.Equal(TestTls.Server.SerialNumber, await SerialAsync(frontend));
    }

    [Fact]
    public async Task ChangesNothing_UntilItIsApplied_OnTheFastTransport()
    {
        var bind = TlsBind.Create(TestTls.Settings, TimeProvider.System);
        await using var greeter = new OpenSslGreeter(bind);

        bind.Prepare(New).Dispose();

        await using var client = await GreeterClient.ConnectAsync(greeter, TestTls.ClientOptions());
        Assert.Equal(TestTls.Server.SerialNumber, SerialOf(client));
    }

    [Fact]
    public async Task RefusesAClient_WhoseCertificateTheNewListNames()
    {
        var device = TestTls.Authority.IssueClient("device");
        var asking = TestTls.Settings with { ClientCertificates = ClientCertificates.Required, ClientCaPem = TestTls.Authority.CertificatePem };
        var options = TestTls.ClientOptions();
        options.ClientCertificates = [device.Certificate];
        await using var frontend = await Greeting.StartAsync(asking);
        Assert.True(await Greeting.IsGivenAsync(frontend.Address, options));

        frontend.Tls!.Replace(asking with { CrlPem = TestTls.Authority.Revoke(device) });

        Assert.False(await Greeting.IsGivenAsync(frontend.Address, options));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void NamesBindAndFile_WhenACertificateCannotBeUsed(bool isFast)
    {
        var bad = new TlsCertificate(TestTls.Server.ChainPem, "", [TestTls.ServerName]) { Path = "/pki/a.pem" };
        using var fast = TlsBind.Create(TestTls.Settings, TimeProvider.System);
        ITlsBind bind = isFast ? fast : new PortableTls(TestTls.Settings, TimeProvider.System);

        var failure = Assert.Throws<CryptographicException>(
            () => bind.Prepare(TestTls.Settings with { Origin = "lb.cfg:7: 'bind *:8883'", Certificates = [bad] }));

        Assert.StartsWith("lb.cfg:7: 'bind *:8883': ", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("('/pki/a.pem')", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<string> SerialAsync(TestFrontend frontend)
    {
        await using var tls = await Greeting.ConnectAsync(frontend.Address, TestTls.ClientOptions());
        return SerialOf(tls);
    }

    private static string SerialOf(SslStream tls) => ((X509Certificate2)tls.RemoteCertificate!).SerialNumber;

    private static async Task EchoAsync(ConnectionContext connection) =>
        await connection.Transport.Input.CopyToAsync(connection.Transport.Output);
}
