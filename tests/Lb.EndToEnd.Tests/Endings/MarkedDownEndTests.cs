using Lb.EndToEnd.Tests.Processes;
using Lb.EndToEnd.Tests.Relaying;
using Lb.Testing.Balancers;

namespace Lb.EndToEnd.Tests.Endings;

/// <summary>What <c>on-marked-down shutdown-sessions</c> does to a connection looks like HAProxy's, to the client, to the server and in the log.</summary>
public sealed class MarkedDownEndTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EndsAlike_WhenTheServerIsMarkedDown(bool tls)
    {
        Assert.True(RealHaProxy.IsInstalled, "haproxy is not installed: run tests/install");

        var theirs = await RunAsync(tls, async config =>
        {
            var haproxy = await RealHaProxy.StartAsync(config);
            return (haproxy, haproxy.Port, port => haproxy.LineWithAsync($"127.0.0.1:{port} ["));
        });
        var ours = await RunAsync(tls, async config =>
        {
            var own = Port.Take();
            var mqlb = await Mqlb.StartAsync(config(own), _folder);
            return (mqlb, own, port => mqlb.LineAsync($@"127\.0\.0\.1:{port} \["));
        });

        Assert.EndsWith("log D-", theirs, StringComparison.Ordinal);
        Assert.Equal(theirs, ours);
    }

    public void Dispose() => _folder.Dispose();

    // The server stays; only what its checks look at goes away while the client is there.
    private async Task<string> RunAsync(
        bool tls, Func<Func<int, string>, Task<(IAsyncDisposable Balancer, int Port, Func<int, Task<string>> LogAsync)>> startAsync)
    {
        await using var check = new ScriptedServer(_ => Task.CompletedTask);
        await using var pair = new ScriptedPair(async _ => await check.DisposeAsync(), null);
        var server = $"{pair.Line} check port {check.Port} {Section.CheckIntervals} fall 1 on-marked-down shutdown-sessions";
        var (balancer, port, logAsync) = await startAsync(own => Section.Config(own, server, tls ? $"ssl crt {_folder.ServerBundle}" : ""));
        await using (balancer) return await pair.RunAsync(port, tls ? _folder : null, logAsync);
    }
}
