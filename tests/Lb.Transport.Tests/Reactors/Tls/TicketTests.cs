using Lb.Testing.Certificates;
using Lb.Testing.Time;
using Lb.Transport.Native;
using Lb.Transport.Reactors.Tls;
using Lb.Transport.Tests.Frontends;
using Lb.Transport.Tests.Tls;
using Lb.Transport.Tls;

namespace Lb.Transport.Tests.Reactors.Tls;

public sealed class TicketTests
{
    private const int Tls12 = LibSsl.Tls12;
    private const int Tls13 = LibSsl.Tls13;
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void LeavesTogetherWithTheFirstData()
    {
        using var bind = TlsBind.Create(TestTls.Settings, _time);
        using var server = new OpenSslConnection(bind);
        using var client = new MemoryClient();
        Assert.True(client.Shake(server));

        Assert.True(bind.QueueTicket(server.Pointer));
        server.Write("welcome"u8);
        Assert.Equal("welcome", client.Receive(server.Drain()));

        var session = client.TakeSession();
        Assert.True(MemoryClient.HasTicket(session));
        Assert.True(Resumes(bind, session));
        MemoryClient.FreeSession(session);
    }

    [Fact]
    public void IsNotSentByTheHandshakeItself_SoThatItCostsNoSendOfItsOwn()
    {
        using var bind = TlsBind.Create(TestTls.Settings, _time);
        using var server = new OpenSslConnection(bind);
        using var client = new MemoryClient();

        Assert.True(client.Shake(server));

        Assert.Equal("", client.Receive([]));
        var session = client.TakeSession();
        Assert.False(MemoryClient.HasTicket(session));
        MemoryClient.FreeSession(session);
    }

    [Theory]
    [InlineData(Tls12)]
    [InlineData(Tls13)]
    public void Resumes_ForAsLongAsItsKeyIsKept(int version)
    {
        using var bind = TlsBind.Create(TestTls.Settings with { SessionLifetime = TimeSpan.FromHours(2) }, _time);
        var session = Begin(bind, version);

        _time.Advance(TimeSpan.FromMinutes(61));
        Assert.True(Resumes(bind, session, version));
        _time.Advance(TimeSpan.FromMinutes(58));
        Assert.True(Resumes(bind, session, version));
        _time.Advance(TimeSpan.FromHours(4));
        Assert.False(Resumes(bind, session, version));
        MemoryClient.FreeSession(session);
    }

    [Fact]
    public void ComesAgain_WhenAConnectionIsResumed()
    {
        using var bind = TlsBind.Create(TestTls.Settings, _time);
        var first = Begin(bind, Tls13);
        using var server = new OpenSslConnection(bind);
        using var client = new MemoryClient(session: first);
        Assert.True(client.Shake(server));
        Assert.True(client.IsResumed);

        Assert.True(bind.QueueTicket(server.Pointer));
        server.Write("x"u8);
        Assert.Equal("x", client.Receive(server.Drain()));

        var second = client.TakeSession();
        Assert.True(Resumes(bind, second));
        MemoryClient.FreeSession(first);
        MemoryClient.FreeSession(second);
    }

    [Theory]
    [InlineData(Tls12)]
    [InlineData(Tls13)]
    public void Resumes_AfterTheCertificateWasReplaced(int version)
    {
        using var bind = TlsBind.Create(TestTls.Settings, _time);
        var session = Begin(bind, version);

        var renewed = TestTls.Authority.IssueServer(TestKeyType.Ecdsa, TestTls.ServerName);
        bind.Replace(TestTls.Settings with { Certificates = [TestTls.ToTls(renewed, TestTls.ServerName)] });

        Assert.True(Resumes(bind, session, version));
        MemoryClient.FreeSession(session);
    }

    [Fact]
    public void Resumes_ForAsLongAsTheReplacedKeysHoldItsKey()
    {
        using var bind = TlsBind.Create(TestTls.Settings with { TicketKeys = [Key(1), Key(2)] }, _time);
        var session = Begin(bind, Tls13);

        bind.Replace(TestTls.Settings with { TicketKeys = [Key(2), Key(1)] });
        Assert.True(Resumes(bind, session));
        bind.Replace(TestTls.Settings with { TicketKeys = [Key(3), Key(2)] });
        Assert.False(Resumes(bind, session));
        MemoryClient.FreeSession(session);
    }

    [Theory]
    [InlineData(16, 16)]
    [InlineData(32, 32)]
    public void ResumesAtAnotherBalancer_WhenTheKeysAreShared(int cipherKey, int macKey)
    {
        var shared = TestTls.Settings with { TicketKeys = [Key(1, cipherKey, macKey), Key(2, cipherKey, macKey)] };
        using var one = TlsBind.Create(shared, _time);
        using var other = TlsBind.Create(shared, _time);
        var session = Begin(one, Tls13);

        Assert.True(Resumes(other, session));
        MemoryClient.FreeSession(session);
    }

    [Fact]
    public void Resumes_WhenTheOtherBalancerHasRolledItsKeysOn()
    {
        using var one = TlsBind.Create(TestTls.Settings with { TicketKeys = [Key(1), Key(2)] }, _time);
        using var other = TlsBind.Create(TestTls.Settings with { TicketKeys = [Key(3), Key(1)] }, _time);
        using var third = TlsBind.Create(TestTls.Settings with { TicketKeys = [Key(4), Key(3)] }, _time);
        var session = Begin(one, Tls13);

        Assert.True(Resumes(other, session));
        Assert.False(Resumes(third, session));
        MemoryClient.FreeSession(session);
    }

    [Fact]
    public void DoesNotStandInForAClientCertificate_WhenItComesFromABindThatAsksForNone()
    {
        var open = TestTls.Settings with { TicketKeys = [Key(1)] };
        using var without = TlsBind.Create(open, _time);
        using var with = TlsBind.Create(
            open with { ClientCertificates = ClientCertificates.Optional, ClientCaPem = TestTls.Authority.CertificatePem }, _time);
        var session = Begin(without, Tls13);

        Assert.False(Resumes(with, session));
        MemoryClient.FreeSession(session);
    }

    [Theory]
    [InlineData(Tls12)]
    [InlineData(Tls13)]
    public void IsNeverSent_WhenTicketsAreOff(int version)
    {
        using var bind = TlsBind.Create(TestTls.Settings with { SendsTickets = false }, _time);
        var session = Begin(bind, version);

        Assert.False(bind.SendsTickets);
        Assert.False(MemoryClient.HasTicket(session));
        Assert.False(Resumes(bind, session, version));
        MemoryClient.FreeSession(session);
    }

    [Theory]
    [InlineData(Tls12)]
    [InlineData(Tls13)]
    public void KeepsTheServerName_WhenItIsUsed(int version)
    {
        using var bind = TlsBind.Create(TestTls.Settings, _time);
        var session = Begin(bind, version);
        using var server = new OpenSslConnection(bind);
        using var client = new MemoryClient(TestTls.ServerName, session, version);

        Assert.True(client.Shake(server));

        Assert.True(client.IsResumed);
        Assert.Equal(TestTls.ServerName, new TlsSession(server.Pointer).ServerName);
        MemoryClient.FreeSession(session);
    }

    private static nint Begin(TlsBind bind, int version)
    {
        using var server = new OpenSslConnection(bind);
        using var client = new MemoryClient(TestTls.ServerName, version: version);
        Assert.True(client.Shake(server));
        bind.QueueTicket(server.Pointer);
        server.Write("x"u8);
        Assert.Equal("x", client.Receive(server.Drain()));
        return client.TakeSession();
    }

    private static bool Resumes(TlsBind bind, nint session, int version = Tls13)
    {
        using var server = new OpenSslConnection(bind);
        using var client = new MemoryClient(TestTls.ServerName, session, version);
        Assert.True(client.Shake(server));
        Assert.Equal(client.IsResumed, new TlsSession(server.Pointer).IsResumed);
        return client.IsResumed;
    }

    private static TlsTicketKey Key(byte seed, int cipherKey = 32, int macKey = 32) => new(
        Enumerable.Repeat(seed, 16).ToArray(), Enumerable.Repeat(seed, cipherKey).ToArray(), Enumerable.Repeat(seed, macKey).ToArray());
}
