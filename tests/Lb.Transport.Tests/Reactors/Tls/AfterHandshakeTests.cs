using Lb.Testing.Certificates;
using Lb.Transport.Native;
using Lb.Transport.Reactors.Tls;
using Lb.Transport.Tests.Frontends;
using Lb.Transport.Tls;

namespace Lb.Transport.Tests.Reactors.Tls;

/// <summary>What clients may send after the handshake, to a bind that has every callback there is: none of what belongs to a handshake may begin
/// another one inside a read.</summary>
public sealed class AfterHandshakeTests
{
    private const byte Alert = 21;

    private static readonly TlsSettings Settings = TestTls.Settings with
    {
        Certificates =
        [
            TestTls.ToTls(TestTls.Server, TestTls.ServerName),
            TestTls.ToTls(TestTls.Authority.IssueServer(TestKeyType.Ecdsa, "other.example.org"), "other.example.org"),
        ],
        Alpn = ["mqtt"],
        ClientCertificates = ClientCertificates.Optional,
        ClientCaPem = TestTls.Authority.CertificatePem,
    };

    [Fact]
    public void RefusesARenegotiation_AndGoesOn()
    {
        using var bind = TlsBind.Create(Settings, TimeProvider.System);
        using var server = new OpenSslConnection(bind);
        using var client = new MemoryClient("other.example.org", version: LibSsl.Tls12);
        Assert.True(client.Shake(server));

        server.Feed(client.Renegotiate());

        Assert.Empty(server.Read()!);
        Assert.Equal(Alert, server.Drain()[0]);
        server.Write("x"u8);
        Assert.NotEmpty(server.Drain());
    }

    [Fact]
    public void TakesNewKeys_WheneverTheClientWantsThem()
    {
        using var bind = TlsBind.Create(Settings, TimeProvider.System);
        using var server = new OpenSslConnection(bind);
        using var client = new MemoryClient("other.example.org");
        Assert.True(client.Shake(server));
        Assert.True(bind.QueueTicket(server.Pointer));

        for (var i = 0; i < 5; i++)
        {
            server.Feed(client.UpdateKeys());
            server.Feed(client.Send("ping"));
            Assert.Equal("ping"u8.ToArray(), server.Read());
            server.Write("pong"u8);
            Assert.Equal("pong", client.Receive(server.Drain()));
        }
    }

    [Fact]
    public void EndsWithTheClientsGoodBye()
    {
        using var bind = TlsBind.Create(Settings, TimeProvider.System);
        using var server = new OpenSslConnection(bind);
        using var client = new MemoryClient();
        Assert.True(client.Shake(server));

        server.Feed(client.Close());

        Assert.Null(server.Read());
    }

    [Fact]
    public void EndsInAnError_WhenARecordIsForged()
    {
        using var bind = TlsBind.Create(Settings, TimeProvider.System);
        using var server = new OpenSslConnection(bind);
        using var client = new MemoryClient();
        Assert.True(client.Shake(server));
        var record = client.Send("hello");
        record[^1] ^= 1;

        server.Feed(record);

        Assert.Null(server.Read());
        Assert.Equal("decryption failed or bad record mac", OpenSslErrors.TakeReason());
    }
}
