using Lb.EndToEnd.Tests.Brokers;
using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Processes;
using Lb.EndToEnd.Tests.Transparency;

namespace Lb.EndToEnd.Tests.Guides;

/// <summary>The configs of EMQ's and Coolpy7's deployment guides carry real traffic.</summary>
public sealed class GuideConfigTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public static TheoryData<string, BrokerKind, ClientKind> Combinations()
    {
        var data = new TheoryData<string, BrokerKind, ClientKind>();
        foreach (var config in (string[])["emq-haproxy.cfg", "emq-nginx.conf", "cp7-nginx.conf"])
            foreach (var broker in Enum.GetValues<BrokerKind>())
                foreach (var client in Enum.GetValues<ClientKind>()) data.Add(config, broker, client);
        return data;
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public async Task CarriesEveryVersionAndQoS_WhenClientsComeOverTls(string config, BrokerKind broker, ClientKind client)
    {
        Capability.SkipWithoutNetAdmin(config == "emq-haproxy.cfg");
        var brokers = await TestBroker.StartAsync(broker, 2);
        var port = Port.Take();
        await using var mqlb = await Mqlb.StartAsync(GuideConfig.Rewrite(config, port, _folder, brokers), _folder);

        await RoundTrip.RunAsync(client, port, _folder.Authority);

        var arrivals = brokers.Select(b => b.Arrivals.Count).Order().ToList();
        Assert.Equal(0, arrivals[0]);
        Assert.True(arrivals[1] >= 9, "One client address, one broker.");
        Assert.Equal([3, 4, 5], brokers.SelectMany(b => b.Arrivals).Select(a => a.Level).Distinct().Order());
        foreach (var each in brokers) await each.DisposeAsync();
    }

    [Fact]
    public async Task IsRefusedWithTheBackendsThereAre_WhenTheDefaultBackendDoesNotExist()
    {
        var file = _folder.Write("cp7.cfg", Repository.Config("cp7-haproxy.cfg").Replace("/etc/ssl/cp7/server.pem", _folder.ServerBundle, StringComparison.Ordinal));

        var ended = await Mqlb.RunAsync(_folder, "-f", file);

        Assert.Equal(1, ended.ExitCode);
        Assert.Matches(@"cp7\.cfg:\d+: .*emq_cluster.*cp7_cluster", ended.Output);
    }

    [Fact]
    public async Task WarnsOfTheShortServerTimeout_WhenTheGuideIsTakenAsItStands()
    {
        var file = _folder.Write("emq.cfg", Repository.Config("emq-haproxy.cfg").Replace("/etc/ssl/emqttd/emq.pem", _folder.ServerBundle, StringComparison.Ordinal));

        var ended = await Mqlb.RunAsync(_folder, "-c", "-f", file);

        Assert.Equal(0, ended.ExitCode);
        Assert.Matches(@"emq\.cfg:\d+: warning: .*timeout server.*keep-alive", ended.Output);
    }

    public void Dispose() => _folder.Dispose();
}
