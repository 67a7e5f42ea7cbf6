using Lb.EndToEnd.Tests.Brokers;
using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Processes;

namespace Lb.EndToEnd.Tests.Configs;

/// <summary>The configs of <c>configs/</c> that are our own do what their comments say; only addresses and ports are a test's.</summary>
public sealed class OwnConfigTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly int _tlsPort = Port.Take();
    private readonly int _plainPort = Port.Take();
    private readonly int _httpPort = Port.Take();
    private readonly int _otherTlsPort = Port.Take();

    public OwnConfigTests()
    {
        _folder.Write("certs/server.pem", File.ReadAllText(_folder.ServerBundle));
        _folder.Write("certs/server.key", File.ReadAllText(_folder.ServerKey));
        _folder.Write("certs/ca.pem", File.ReadAllText(_folder.Authority));
    }

    [Fact]
    public async Task KeepsEachIdOnItsBroker_OverTlsAndPlain()
    {
        var brokers = await TestBroker.StartAsync(BrokerKind.Reference, 3);
        await using var mqlb = await StartAsync("sticky-client-id.cfg", brokers);

        for (var id = 0; id < 6; id++)
        {
            await Mqtt.VisitAsync(_plainPort, $"device-{id}");
            await using var secure = await Mqtt.ConnectTlsAsync(_tlsPort, _folder.TlsClient, $"device-{id}");
            await secure.DisconnectAsync();
        }

        // The checks of 'option mqtt-check' arrive too.
        var devices = brokers.SelectMany((b, i) => b.Arrivals.Where(a => a.ClientId.StartsWith("device", StringComparison.Ordinal)).Select(a => (a.ClientId, i)));
        Assert.All(devices.GroupBy(x => x.ClientId), id =>
        {
            Assert.Equal(2, id.Count());
            Assert.Single(id.Select(x => x.i).Distinct());
        });
        using var browser = new HttpClient();
        Assert.Contains("mqlb_", await browser.GetStringAsync(new Uri($"http://127.0.0.1:{_httpPort}/metrics")), StringComparison.Ordinal);
        Assert.Contains("broker3", await browser.GetStringAsync(new Uri($"http://127.0.0.1:{_httpPort}/stats")), StringComparison.Ordinal);
        foreach (var broker in brokers) await broker.DisposeAsync();
    }

    [Fact]
    public async Task LetsInOnlyKnownDevicesThatAreNotRevoked()
    {
        var revoked = _folder.Client("stolen");
        _folder.Write("certs/revoked.pem", _folder.Revoke(revoked));
        var brokers = await TestBroker.StartAsync(BrokerKind.Reference, 2);
        await using var mqlb = await StartAsync("mutual-tls.cfg", brokers);
        var good = _folder.TlsClient;
        good.ClientCertificates = [_folder.Client("device").Certificate];
        var bad = _folder.TlsClient;
        bad.ClientCertificates = [revoked.Certificate];

        await using var client = await Mqtt.ConnectTlsAsync(_tlsPort, good, "device");
        await Assert.ThrowsAnyAsync<Exception>(() => Mqtt.ConnectTlsAsync(_tlsPort, bad, "stolen"));
        await Assert.ThrowsAnyAsync<Exception>(() => Mqtt.ConnectTlsAsync(_tlsPort, _folder.TlsClient, "stranger"));

        Assert.Equal("device", Assert.Single(brokers.SelectMany(b => b.Arrivals)).ClientId);
        foreach (var broker in brokers) await broker.DisposeAsync();
    }

    [Fact]
    public async Task TellsBrokersTheClientsAddressAndCertificate()
    {
        TestBroker[] brokers = [await Reference.StartAsync(proxyProtocol: true), await Reference.StartAsync(proxyProtocol: true)];
        await using var mqlb = await StartAsync("proxy-protocol.cfg", brokers);
        var tls = _folder.TlsClient;
        tls.ClientCertificates = [_folder.Client("device-7").Certificate];
        await using var client = await RawClient.OpenAsync(_tlsPort);
        await client.StartTlsAsync(tls);
        await client.SendAsync(RawClient.Connect("told"));
        await client.ExpectConnAckAsync();
        await using var behind = await RawClient.OpenAsync(_otherTlsPort);
        await behind.SendAsync("PROXY TCP4 203.0.113.7 203.0.113.1 4711 8884\r\n");
        await behind.StartTlsAsync(_folder.TlsClient);
        await behind.SendAsync(RawClient.Connect("far"));
        await behind.ExpectConnAckAsync();

        var arrivals = brokers.SelectMany(b => b.Arrivals).ToDictionary(a => a.ClientId);
        Assert.Equal((client.LocalAddress, "device-7"), (arrivals["told"].Client, arrivals["told"].CertificateName));
        Assert.Equal("203.0.113.7:4711", arrivals["far"].Client.ToString());
        foreach (var broker in brokers) await broker.DisposeAsync();
    }

    [Fact]
    public async Task ReachesTheRemoteBroker_ThroughTheSidecar()
    {
        await using var broker = await TestBroker.StartAsync(BrokerKind.Mosquitto);
        await using var mqlb = await StartAsync("sidecar.cfg", [broker]);

        await Mqtt.VisitAsync(_plainPort, "application");

        Assert.Equal("application", Assert.Single(broker.Arrivals).ClientId);
    }

    [Fact]
    public async Task SpreadsOverTheLeastUsedBrokersAndClosesToStrangers()
    {
        var brokers = await TestBroker.StartAsync(BrokerKind.Reference, 4);
        await using var mqlb = await StartAsync("least-connections.conf", brokers);
        var clients = new List<IAsyncDisposable>();
        for (var i = 0; i < 6; i++) clients.Add(await Mqtt.ConnectTlsAsync(_tlsPort, _folder.TlsClient, $"client-{i}"));
        await using var stranger = await RawClient.OpenAsync(_plainPort);
        await stranger.SendAsync(RawClient.Connect("stranger"));

        Assert.Empty(await stranger.ReadToEndAsync());
        Assert.Equal([2, 2, 2, 0], brokers.Select(b => b.Arrivals.Count));
        foreach (var client in clients) await client.DisposeAsync();
        foreach (var broker in brokers) await broker.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    private Task<Mqlb> StartAsync(string name, IReadOnlyList<TestBroker> brokers)
    {
        var text = Repository.Config(name)
            .Replace(":8883", $":{_tlsPort}", StringComparison.Ordinal)
            .Replace("listen 8883", $"listen {_tlsPort}", StringComparison.Ordinal)
            .Replace(":8884", $":{_otherTlsPort}", StringComparison.Ordinal)
            .Replace(":8404", $":{_httpPort}", StringComparison.Ordinal)
            .Replace("192.0.2.10:1883", $"127.0.0.1:{brokers[0].Port}", StringComparison.Ordinal);
        for (var i = 0; i < brokers.Count; i++)
            text = text.Replace($"192.168.0.{i + 2}:1883", $"127.0.0.1:{brokers[i].Port}", StringComparison.Ordinal);
        text = text
            .Replace("bind *:1883", $"bind *:{_plainPort}", StringComparison.Ordinal)
            .Replace("bind 127.0.0.1:1883", $"bind 127.0.0.1:{_plainPort}", StringComparison.Ordinal)
            .Replace("listen 1883", $"listen {_plainPort}", StringComparison.Ordinal);
        return Mqlb.StartAsync(text, _folder);
    }
}
