using Lb.Configuration.Model;

namespace Lb.Configuration.Tests.HaProxy;

/// <summary>What sections inherit (HAProxy manual 4).</summary>
public sealed class DefaultsTests
{
    private const string Two =
        """
        defaults slow
            timeout connect 5s
            timeout client 10m
            timeout server 10m
            balance source
            option tcplog
        defaults fast from slow
            timeout client 2m
            retries 1
        listen last
            bind :1883
            server a 10.0.0.1:1883
        listen named from slow
            bind :1884
            timeout server 3m
            server a 10.0.0.1:1883
        defaults
            timeout connect 1s
            timeout client 5m
            timeout server 5m
        listen plain
            bind :1885
            server a 10.0.0.1:1883

        """;

    [Theory]
    [InlineData("last", 120, 600, 5)]
    [InlineData("named", 600, 180, 5)]
    [InlineData("plain", 300, 300, 1)]
    public void TakesTheNamedOrElseTheLastDefaultsAbove_AndOverridesThem(string name, int client, int server, int connect)
    {
        var config = HaProxyText.Load(Two);

        Assert.Equal(client, config.Frontends.Single(f => f.Name == name).ClientTimeout!.Value.TotalSeconds);
        var backend = config.Backends.Single(b => b.Name == name);
        Assert.Equal((server, connect), (backend.ServerTimeout!.Value.TotalSeconds, backend.ConnectTimeout!.Value.TotalSeconds));
    }

    [Fact]
    public void InheritsThroughFrom_AndNotBeyondAnUnnamedSection()
    {
        var config = HaProxyText.Load(Two);

        Assert.Equal([1, 3, 3], config.Backends.Select(b => b.Retry.Retries!.Value));
        Assert.Equal([BalanceAlgorithm.Source, BalanceAlgorithm.Source, BalanceAlgorithm.RoundRobin], config.Backends.Select(b =>
            b.Balance.Algorithm));
        Assert.Equal([true, true, false], config.Frontends.Select(f => f.Log.TcpLog));
    }

    [Fact]
    public void DropsInheritedLogTargets_WhenNoLogIsWritten()
    {
        var config = HaProxyText.Load(
            "defaults\n    log stdout format raw local0\n    timeout client 5m\n    timeout connect 5s\n    timeout server 5m\n"
            + "listen a\n    bind :1\n    server a 10.0.0.1:1\nlisten b\n    no log\n    bind :2\n    server a 10.0.0.1:1\n");

        Assert.Equal([1, 0], config.Frontends.Select(f => f.Log.Targets.Length));
    }

    [Fact]
    public void ReadsSectionsThatAreSpreadOverFiles()
    {
        var result = HaProxyText.Parse(
        [
            new ConfigSource("10.cfg", HaProxyText.Defaults),
            new ConfigSource("20.cfg", "frontend f\n    bind :1883\n    default_backend b\n"),
            new ConfigSource("30.cfg", "backend b\n    server a 10.0.0.1:1883\n"),
        ]);

        Assert.Equal("b", result.Config!.Frontends[0].DefaultBackend);
        Assert.Equal(TimeSpan.FromMinutes(5), result.Config.Frontends[0].ClientTimeout);
        Assert.Equal("30.cfg", result.Config.Backends[0].Location.File);
    }
}
