using Lb.Transport.Reactors.Tls;
using Lb.Transport.Tests.Frontends;
using Lb.Transport.Tests.Tls;

namespace Lb.Transport.Tests.Reactors.Tls;

public sealed class TlsBindTests
{
    [Theory]
    [InlineData("-tls1_2", "TLSv1.2")]
    [InlineData("-tls1_3", "TLSv1.3")]
    public async Task GreetsAClient_AndTellsVersionAndName(string version, string expected)
    {
        await using var greeter = new OpenSslGreeter(TlsBind.Create(TestTls.Settings, TimeProvider.System));

        var printed = await OpenSslClient.RunAsync(greeter.Address, version, "-servername", TestTls.ServerName);

        Assert.Contains(OpenSslGreeter.Text, printed, StringComparison.Ordinal);
        var outcome = Assert.Single(greeter.Outcomes);
        Assert.Equal(expected, outcome.Version);
        Assert.Equal(TestTls.ServerName, outcome.ServerName);
        Assert.False(outcome.IsResumed);
    }

    [Fact]
    public async Task MakesConnections_WhileCertificatesAreReplaced()
    {
        using var bind = TlsBind.Create(TestTls.Settings, TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var makers = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            var made = 0;
            while (!stop.IsCancellationRequested || made == 0)
            {
                using var server = new OpenSslConnection(bind);
                using var client = new MemoryClient(TestTls.ServerName);
                Assert.True(client.Shake(server));
                made++;
            }
        })).ToArray();

        for (var i = 0; i < 200; i++) bind.Replace(TestTls.Settings);
        await stop.CancelAsync();

        await Task.WhenAll(makers);
    }

    [Fact]
    public void MakesNoConnection_OnceItIsDisposed()
    {
        var bind = TlsBind.Create(TestTls.Settings, TimeProvider.System);
        bind.Dispose();

        Assert.Throws<ObjectDisposedException>(() => bind.NewConnection());
    }
}
