using Lb.Host.Running;
using Lb.Host.Serving;
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

    private static BalancerServer Server(Action<RecordingTransport> made) =>
        new(TestConfig.Load(Config), TimeProvider.System, new NoRoutingLog(), RecordingTransport.Choice(made));
}
