using System.Globalization;
using Lb.Testing.Certificates;
using Lb.Transport.Native;
using Lb.Transport.Reactors.Tls;
using Lb.Transport.Tests.Frontends;
using Lb.Transport.Tests.Tls;
using Lb.Transport.Tls;

namespace Lb.Transport.Tests.Reactors.Tls;

/// <summary>OpenSSL's objects go when their owners do. Resident memory is the measure, so these tests run by themselves.</summary>
[Collection(nameof(LeakTests))]
[CollectionDefinition(nameof(LeakTests), DisableParallelization = true)]
public sealed class LeakTests
{
    private static readonly TestCertificate Other = TestTls.Authority.IssueServer(TestKeyType.Ecdsa, "other.example.org");

    private static readonly TlsSettings Settings = TestTls.Settings with
    {
        Certificates = [TestTls.ToTls(TestTls.Server, TestTls.ServerName), TestTls.ToTls(Other, "other.example.org")],
        Alpn = ["mqtt"],
        ClientCertificates = ClientCertificates.Optional,
        ClientCaPem = TestTls.Authority.CertificatePem,
        CrlPem = TestTls.Authority.Revoke(),
    };

    [Fact]
    public void ConnectionsThatNeverShakeHands_LeaveNothing()
    {
        using var bind = TlsBind.Create(Settings, TimeProvider.System);

        AssertFlat(20_000, 400, () =>
        {
            using var connection = new OpenSslConnection(bind);
        });
    }

    [Fact]
    public void ConnectionsLeaveNothing_WithNameTicketAndClientCertificate()
    {
        using var bind = TlsBind.Create(Settings, TimeProvider.System);
        var certificate = TestTls.Authority.IssueClient("device");

        AssertFlat(1_000, 5_000, () =>
        {
            using var server = new OpenSslConnection(bind);
            using var client = new MemoryClient("other.example.org");
            client.UseCertificate(certificate);
            Assert.True(client.Shake(server));
            bind.QueueTicket(server.Pointer);
            server.Write("x"u8);
            Assert.Equal("x", client.Receive(server.Drain()));
        });
    }

    [Fact]
    public void HandshakesThatBreakOff_LeaveNothing()
    {
        using var bind = TlsBind.Create(Settings, TimeProvider.System);

        AssertFlat(2_000, 2_500, () =>
        {
            using var server = new OpenSslConnection(bind);
            using var client = new MemoryClient("other.example.org");
            server.Feed(client.Hello());
            server.DoHandshake();
        });
    }

    [Fact]
    public void ReplacedCertificatesLeaveNothing()
    {
        using var bind = TlsBind.Create(Settings, TimeProvider.System);

        AssertFlat(200, 25_000, () =>
        {
            using var old = new OpenSslConnection(bind);
            bind.Replace(Settings);
        });
    }

    [Fact]
    public void SettingsThatAreRefused_LeaveNothing()
    {
        var bad = Settings with { Curves = "no-such-curve" };

        AssertFlat(200, 25_000, () => Assert.ThrowsAny<Exception>(() => TlsBind.Create(bad, TimeProvider.System)));
    }

    // A first part fills the allocator's caches; what grows in all the others is lost, while what the run-time takes for itself grows one of them.
    private static void AssertFlat(int times, int bytesEach, Action action)
    {
        for (var i = 0; i < times / 4; i++) action();
        var growths = new List<long>();
        do
        {
            var before = ResidentBytes();
            for (var i = 0; i < times; i++) action();
            growths.Add(ResidentBytes() - before);
        }
        while (growths[^1] >= (long)times * bytesEach && growths.Count < 3);

        Assert.True(growths[^1] < (long)times * bytesEach, $"{string.Join(" and ", growths)} bytes more, each after {times} times.");
    }

    private static long ResidentBytes()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        LibCrypto.ClearErrors();
        var line = File.ReadLines("/proc/self/status").Single(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.AsSpan(6, line.Length - 9).Trim(), CultureInfo.InvariantCulture) * 1024;
    }
}
