using Lb.EndToEnd.Tests.Processes;

namespace Lb.EndToEnd.Tests.Transparency;

/// <summary>Brokers see the clients' own addresses.</summary>
public sealed class TransparentSourceTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public async Task ShowsBrokersTheClientsAddress_WithTheGuidesConfigOnFourHosts()
    {
        var config = Repository.Config("emq-haproxy.cfg").Replace("/etc/ssl/emqttd/emq.pem", _folder.ServerBundle, StringComparison.Ordinal);

        // 'balance source' over two equal servers: even addresses to the first, odd ones to the second, as in HAProxy.
        await AssertBrokersSeeTheClientsAsync(config, ["10.99.1.2", "10.99.1.4"], ["10.99.1.3", "10.99.1.5"]);
    }

    [Fact]
    public async Task ShowsBrokersTheClientsAddress_WithProxyBindTransparent()
    {
        var config = Repository.Config("cp7-nginx.conf")
            .Replace("/etc/cp7/certs/cert.pem", _folder.ServerChain, StringComparison.Ordinal)
            .Replace("/etc/cp7/certs/key.pem", _folder.ServerKey, StringComparison.Ordinal)
            .Replace("hash $remote_addr;", "", StringComparison.Ordinal)
            .Replace("proxy_pass stream_backend;", "proxy_pass stream_backend;\n        proxy_bind $remote_addr transparent;", StringComparison.Ordinal);

        // Round robin.
        await AssertBrokersSeeTheClientsAsync(config, ["10.99.1.2", "10.99.1.4"], ["10.99.1.3", "10.99.1.5"]);
    }

    [Fact]
    public async Task RefusesToStartAndNamesTheLine_WhenTheCapabilityIsMissing()
    {
        Capability.SkipWithoutNetAdmin();
        var file = _folder.Write("emq.cfg", Repository.Config("emq-haproxy.cfg")
            .Replace("/etc/ssl/emqttd/emq.pem", _folder.ServerBundle, StringComparison.Ordinal)
            .Replace("*:8883", $"*:{Port.Take()}", StringComparison.Ordinal));
        await using var mqlb = ChildProcess.StartIn(
            _folder.Path, Mqlb.Environment, "/usr/bin/setpriv", ["--bounding-set=-net_admin,-net_raw", Mqlb.Program, "-f", file]);

        var ended = await mqlb.EndAsync();

        Assert.Equal(1, ended.ExitCode);
        Assert.Matches(@"(?m)emq\.cfg:\d+: .*usesrc.*CAP_NET_ADMIN", ended.Output);
        Assert.DoesNotContain(Mqlb.StartLine, ended.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task AssertBrokersSeeTheClientsAsync(string config, string[] first, string[] second)
    {
        Capability.SkipWithoutNamespaces();
        await using var network = await Network.CreateAsync();
        await using var broker1 = await network.StartBrokerAsync(_folder, 1);
        await using var broker2 = await network.StartBrokerAsync(_folder, 2);
        await using var mqlb = await network.StartBalancerAsync(_folder, config);

        foreach (var address in Network.ClientAddresses)
        {
            var published = await network.RunOnClientAsync(
                "/usr/bin/mosquitto_pub", "-h", Network.BalancerAddress, "-p", "8883", "--cafile", _folder.Authority, "-A", address,
                "-i", $"at-{address}", "-t", "hello", "-m", "hello", "-q", "1");
            Assert.True(published.ExitCode == 0, $"{published.Output}\n{mqlb.Process.Output}");
        }

        AssertSeen(broker1, first);
        AssertSeen(broker2, second);
    }

    private static void AssertSeen(ChildProcess broker, string[] addresses)
    {
        var seen = broker.Lines("New client connected");
        Assert.Equal(addresses.Length, seen.Count);
        for (var i = 0; i < addresses.Length; i++)
            Assert.Matches($@"New client connected from {addresses[i]}:\d+ as at-{addresses[i]} ", seen[i]);
    }
}
