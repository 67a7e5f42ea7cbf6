using Lb.Host.Running;
using Lb.Host.Serving;
using Lb.Testing.Certificates;
using Lb.Transport.Listening;

namespace Lb.Host.Tests.Serving;

public sealed class BalancerServerTests
{
    private const string Config = """
        defaults
            timeout connect 5s
            timeout client 60s
            timeout server 60s
        frontend mqtt
            mode tcp
            bind 127.0.0.1:1883
            default_backend brokers
        frontend stats
            mode http
            bind 127.0.0.1:8404
            stats enable
        backend brokers
            mode tcp
            server s1 127.0.0.1:1884

        """;

    [Fact]
    public async Task HandsEachBindToTheTransport_WithItsModeAndItsStages()
    {
        RecordingTransport? transport = null;
        await using var server = Server(made => transport = made);
        Assert.Empty(await server.StartAsync());
        Assert.Equal("recording", server.TransportName);
        Assert.Equal([BindMode.Tcp, BindMode.Http], transport!.Binds.Select(bind => bind.Mode));
        Assert.NotNull(transport.Binds[0].Stages);
        Assert.Null(transport.Binds[1].Stages);
        await server.StopAsync(new CancellationToken(canceled: true));
    }

    [Fact]
    public async Task DrainsTheTransportBeforeItIsDisposedOf()
    {
        RecordingTransport? transport = null;
        await using (var server = Server(made => transport = made))
        {
            Assert.Empty(await server.StartAsync());
            await server.StopAsync(new CancellationToken(canceled: true));
            Assert.Equal(["drain"], transport!.Calls);
        }

        Assert.Equal(["drain", "dispose"], transport!.Calls);
    }

    [Fact]
    public async Task CountsABug_WhenTheTransportTripsOverNewCertificates()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, new TestAuthority().IssueServer(TestKeyType.Ecdsa, "localhost").BundlePem);
            await using var server = Server(_ => { }, Config.Replace("127.0.0.1:1883", $"127.0.0.1:1883 ssl crt {file}", StringComparison.Ordinal));
            Assert.Empty(await server.StartAsync());

            server.ReloadTls();

            Assert.Equal(1, server.State.Counters.InternalErrors.Value);
            await server.StopAsync(new CancellationToken(canceled: true));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static BalancerServer Server(Action<RecordingTransport> made, string config = Config) =>
        new(TestConfig.Load(config), TimeProvider.System, new NoRoutingLog(), RecordingTransport.Choice(made));
}
