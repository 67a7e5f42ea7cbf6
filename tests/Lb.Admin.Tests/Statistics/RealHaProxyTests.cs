using Lb.Admin.Statistics;
using Lb.Testing.Balancers;

namespace Lb.Admin.Tests.Statistics;

public sealed class RealHaProxyTests
{
    [Fact]
    public async Task FixedColumnsStandWhereHaproxyHasThem()
    {
        Assert.True(RealHaProxy.IsInstalled, "haproxy is not installed: run tests/install");
        await using var haproxy = await RealHaProxy.StartAsync(Config);
        using var client = new HttpClient();
        var theirs = CsvText.Parse(await client.GetStringAsync($"http://127.0.0.1:{haproxy.Port}/stats;csv"))[0];
        await using var running = new RunningState();
        var ours = CsvText.Parse(StatisticsCsvWriter.Write(running.State))[0];
        Assert.Equal(theirs.TakeWhile(name => name != "-"), ours.TakeWhile(name => name != "-"));
    }

    private static string Config(int port) =>
        $"""
        listen stats
            mode http
            timeout connect 1s
            timeout client 5s
            timeout server 5s
            bind 127.0.0.1:{port}
            stats enable
            stats uri /stats
        """;
}
