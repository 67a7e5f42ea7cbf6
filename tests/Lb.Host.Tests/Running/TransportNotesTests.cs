using System.Net;
using Lb.Configuration.Model;
using Lb.Host.Running;

namespace Lb.Host.Tests.Running;

public sealed class TransportNotesTests
{
    private const string Frontend = "frontend f\n    bind 127.0.0.1:1883\n";

    [Fact]
    public void SaysWhatBuffersDo_WhenTheirSizeIsSetOnTheFastTransport() =>
        Assert.StartsWith(
            "mqlb: warning: buffers of 32768 bytes ('tune.bufsize', or nginx's 'proxy_buffer_size') have no effect on the relay of the fast transport",
            Notes("global\n    tune.bufsize 32768\n", "fast"), StringComparison.Ordinal);

    [Theory]
    [InlineData("global\n    tune.bufsize 32768\n", "portable")]
    [InlineData("global\n    tune.bufsize 16384\n", "fast")]
    [InlineData("", "fast")]
    [InlineData("", "portable")]
    public void SaysNothing_WhenTheTransportGivesWhatIsAskedFor(string global, string transport) => Assert.Null(Notes(global, transport));

    [Fact]
    public void NamesTheThreads_WhenThePortableTransportCannotLimitThem()
    {
        var threads = Environment.ProcessorCount + 1;

        Assert.StartsWith(
            $"mqlb: warning: 'nbthread {threads}' has no effect on the portable transport",
            Notes($"global\n    nbthread {threads}\n", "portable"), StringComparison.Ordinal);
        Assert.Null(Notes($"global\n    nbthread {threads}\n", "fast"));
    }

    [Theory]
    [InlineData(false, "mqlb: warning: lb.cfg:7: 'bind 0.0.0.0:8883': this kernel offers no TLS, so 'ktls on' has no effect. Load its module: modprobe tls.")]
    [InlineData(true, null)]
    public void NamesTheBind_WhenTheKernelHasNoTls(bool hasKernelTls, string? note)
    {
        var location = new SourceLocation("lb.cfg", 7);
        var tls = new BindTlsConfig
        {
            Certificates = [new CertificateConfig("a.pem", "", "", [])],
            Handshake = new TlsHandshakeConfig { UsesKernel = true },
        };
        var bind = new BindConfig { Address = new IPEndPoint(IPAddress.Any, 8883), Location = location, Tls = tls };
        var config = new LbConfig { Global = new GlobalConfig(), Frontends = [new FrontendConfig { Name = "f", Location = location, Binds = [bind] }], Backends = [] };

        Assert.Equal(note, TransportNotes.Of(config, "fast", () => hasKernelTls));
    }

    // No bind of these wants kernel TLS: nobody asks for it.
    private static string? Notes(string global, string transport) => TransportNotes.Of(
        TestConfig.Load(global + Frontend), transport, () => throw new InvalidOperationException("The kernel is asked for nothing."));
}
