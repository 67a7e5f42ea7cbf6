using System.Net;
using Lb.Configuration.Model;
using Lb.Proxy.Tls;

namespace Lb.Proxy.Tests.Tls;

public sealed class PortableTlsNotesTests
{
    private static readonly BindTlsConfig Plain = new() { Certificates = [new CertificateConfig("a.pem", "", "", [])] };

    [Fact]
    public void SaysNothing_WhereNothingSpecialIsAskedFor() => Assert.Empty(Notes(Plain));

    [Fact]
    public void NamesLineBindAndSettings()
    {
        var tls = Plain with
        {
            Handshake = new TlsHandshakeConfig { Ciphers = "HIGH", Curves = "P-256", SendsTickets = false, UsesKernel = true },
            TicketKeys = [new TicketKeyConfig([1], [2], [3])],
        };

        Assert.Equal(
            ["lb.cfg:7: 'bind 0.0.0.0:8883': the portable transport leaves ciphers, curves, the refusal of tickets, ticket keys, kernel TLS to the runtime."],
            Notes(tls));
    }

    private static IReadOnlyList<string> Notes(BindTlsConfig tls)
    {
        var location = new SourceLocation("lb.cfg", 7);
        var bind = new BindConfig { Address = new IPEndPoint(IPAddress.Any, 8883), Location = location, Tls = tls };
        return PortableTlsNotes.Of(new LbConfig { Global = new GlobalConfig(), Frontends = [new FrontendConfig { Name = "f", Location = location, Binds = [bind] }], Backends = [] });
    }
}
