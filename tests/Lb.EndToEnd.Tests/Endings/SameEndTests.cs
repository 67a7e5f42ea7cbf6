using System.Net.Sockets;
using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Processes;
using Lb.Testing.Balancers;

namespace Lb.EndToEnd.Tests.Endings;

/// <summary>Client, server and log see the same end as with HAProxy: the good-bye of TLS, FIN or RST, and the same termination state.</summary>
public sealed class SameEndTests : IDisposable
{
    private const int Megabyte = 1024 * 1024;
    private const string FinOnly = "The portable transport ends a server leg with FIN.";
    private readonly TestFolder _folder = new();
    private readonly int _port = Port.Take();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task EndsAlike_WhenTheClientResets(bool tls)
    {
        Assert.SkipWhen(Mqlb.IsOnPortable, FinOnly);
        return AssertSameAsync(tls, client: client =>
        {
            EndOf.Reset(client.Socket);
            return Task.CompletedTask;
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task EndsAlike_WhenTheServerResets(bool tls) => AssertSameAsync(tls, server: server =>
    {
        EndOf.Reset(server.Socket);
        return Task.CompletedTask;
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task EndsAlike_WhenTheServerCloses(bool tls) => AssertSameAsync(tls, server: server =>
    {
        server.Socket.Shutdown(SocketShutdown.Send);
        return Task.CompletedTask;
    }, client: async client =>
    {
        await EndOf.SeenAsync(client.Stream, client.Socket);
        client.EndSending();
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task EndsAlike_WhenTheClientIsSilentTooLong(bool tls) => AssertSameAsync(tls, "    timeout client 300ms");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task EndsAlike_WhenTheServerIsSilentTooLong(bool tls) => AssertSameAsync(tls, backend: "    timeout server 300ms");

    // HAProxy sends FIN: on plain TCP, a client that wakes up takes the part that it got for the whole.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ResetsTheClientButEndsTheServerAlike_WhenTheClientTakesNothing(bool tls)
    {
        var ended = new Signals();
        await using var pair = new ScriptedPair(_ => ended.NextAsync(), server => SendUntilBrokenAsync(server, ended));

        var (theirs, ours) = await RunBothAsync(pair, tls, "    timeout client 500ms", "");

        Assert.Equal(tls ? "client cut, server FIN, log cD" : "client FIN, server FIN, log cD", theirs);
        Assert.Equal("client RST, server FIN, log cD", ours);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task EndsAlike_WhenTheServerTakesNothing(bool tls)
    {
        Assert.SkipWhen(Mqlb.IsOnPortable, FinOnly);
        var ended = new Signals();
        return AssertSameAsync(
            tls,
            backend: "    timeout server 500ms",
            server: _ => ended.NextAsync(),
            client: client => SendUntilBrokenAsync(client.Stream, ended));
    }

    [Theory]
    [InlineData("    retries 0\n    server dead 127.0.0.1:1", "", "")]
    [InlineData("    server dead 127.0.0.1:1 disabled", "", "")]
    [InlineData("    server dead 127.0.0.1:1 disabled", "", "c")]
    [InlineData("    tcp-request content reject\n    server dead 127.0.0.1:1", "", "")]
    [InlineData("    tcp-request content reject\n    server dead 127.0.0.1:1", "", "c")]
    [InlineData("    server dead 127.0.0.1:1", "    tcp-request connection reject", "")]
    [InlineData("    server dead 127.0.0.1:1", "    tcp-request connection reject", "c")]
    public async Task EndsAlike_WhenNoServerIsReached(string backend, string frontend, string says)
    {
        Assert.True(RealHaProxy.IsInstalled, "haproxy is not installed: run tests/install");
        await using var mqlb = await Mqlb.StartAsync(Section.Config(_port, backend, frontend: frontend), _folder);
        await using var haproxy = await RealHaProxy.StartAsync(port => Section.Config(port, backend, frontend: frontend));

        Assert.Equal(await VisitAsync(haproxy.Port, says), await VisitAsync(_port, says));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<string> VisitAsync(int port, string says)
    {
        try
        {
            await using var client = await RawClient.OpenAsync(port);
            if (says.Length > 0) await client.SendAsync(says);
            return await EndOf.SeenAsync(client.Stream, client.Socket);
        }
        catch (Exception faster) when (faster is IOException or SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            // The balancer was done before the client had spoken.
            return "RST";
        }
    }

    private static async Task SendUntilBrokenAsync(Stream stream, Signals ended)
    {
        var failure = await Record.ExceptionAsync(() => stream.WriteAsync(new byte[64 * Megabyte], Patience.Token()).AsTask());
        ended.Add();
        Assert.IsType<IOException>(failure);
    }

    private async Task AssertSameAsync(
        bool tls, string frontend = "", string backend = "", Func<RawClient, Task>? client = null, Func<NetworkStream, Task>? server = null)
    {
        await using var pair = new ScriptedPair(client, server);

        var (theirs, ours) = await RunBothAsync(pair, tls, frontend, backend);

        Assert.Equal(theirs, ours);
    }

    private async Task<(string Theirs, string Ours)> RunBothAsync(ScriptedPair pair, bool tls, string frontend, string backend)
    {
        Assert.True(RealHaProxy.IsInstalled, "haproxy is not installed: run tests/install");
        var bind = tls ? $"ssl crt {_folder.ServerBundle}" : "";
        string Config(int port) => Section.Config(port, $"{backend}\n{pair.Line}", bind, frontend);
        await using var mqlb = await Mqlb.StartAsync(Config(_port), _folder);
        await using var haproxy = await RealHaProxy.StartAsync(Config);
        return (
            await pair.RunAsync(haproxy.Port, tls ? _folder : null, port => haproxy.LineWithAsync($"127.0.0.1:{port} [")),
            await pair.RunAsync(_port, tls ? _folder : null, port => mqlb.LineAsync($@"127\.0\.0\.1:{port} \[")));
    }
}
