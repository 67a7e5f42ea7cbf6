using Lb.EndToEnd.Tests.Brokers;
using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Processes;
using Lb.Protocol.Mqtt;

namespace Lb.EndToEnd.Tests.Stickiness;

/// <summary>The same broker for the same client id, in every spelling, whatever way the CONNECT arrives.</summary>
public sealed class ClientIdTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private readonly int _port = Port.Take();
    private TestBroker[] _brokers = [];

    public static TheoryData<Spelling> Spellings() => [.. Enum.GetValues<Spelling>()];

    public async ValueTask InitializeAsync() => _brokers = await TestBroker.StartAsync(BrokerKind.Reference, 4);

    public async ValueTask DisposeAsync()
    {
        foreach (var broker in _brokers) await broker.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task KeepsItsBroker_Whenever20IdsConnect5Times(Spelling spelling)
    {
        await using var mqlb = await StartAsync(spelling);

        for (var round = 0; round < 5; round++)
            for (var id = 0; id < 20; id++) await Mqtt.VisitAsync(_port, $"device-{id}");

        AssertOneBrokerEach(ids: 20, visits: 5);
        Assert.True(_brokers.Count(b => b.Arrivals.Count > 0) >= 3, "The ids spread over brokers.");
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task KeepsItsBroker_WhenTheConnectComesByteByByte(Spelling spelling)
    {
        await using var mqlb = await StartAsync(spelling);

        for (var visit = 0; visit < 4; visit++)
        {
            for (var id = 0; id < 4; id++) await VisitAsync(client => client.SendByteByByteAsync(RawClient.Connect($"slow-{id}")));
        }

        AssertOneBrokerEach(ids: 4, visits: 4);
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task KeepsItsBroker_WhenTheConnectComesLate(Spelling spelling)
    {
        await using var mqlb = await StartAsync(spelling);

        // The ids wait together, so that the test pays for the wait once.
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async id =>
        {
            for (var visit = 0; visit < 4; visit++)
            {
                await VisitAsync(async client =>
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(200));
                    await client.SendAsync(RawClient.Connect($"late-{id}"));
                });
            }
        }));

        AssertOneBrokerEach(ids: 4, visits: 4);
    }

    [Theory]
    [InlineData(20_000)]
    [InlineData(60_000)]
    public async Task KeepsItsBroker_WhenTheConnectHasALargeWill(int payload)
    {
        foreach (var spelling in (Spelling[])[Spelling.StickOnWithDelayAndRule, Spelling.BalanceHash, Spelling.NginxHash])
        {
            await using var mqlb = await StartAsync(spelling);
            for (var visit = 0; visit < 3; visit++)
            {
                for (var id = 0; id < 4; id++) await VisitWithLargeConnectAsync($"{spelling}-{id}", payload);
            }
        }

        AssertOneBrokerEach(ids: 12, visits: 3);
    }

    [Fact]
    public async Task KeepsItsBroker_WhenTheConnectHas200Kilobytes()
    {
        await using var mqlb = await StartAsync(Spelling.StickOnWithDelayAndRule);

        for (var visit = 0; visit < 3; visit++)
        {
            for (var id = 0; id < 4; id++) await VisitWithLargePropertiesAsync($"huge-{id}");
        }

        AssertOneBrokerEach(ids: 4, visits: 3);
    }

    [Theory]
    [InlineData(Spelling.StickOn)]
    [InlineData(Spelling.BalanceHash)]
    [InlineData(Spelling.NginxHash)]
    public async Task SpreadsOverBrokers_WhenIdsDifferBehindTheir32ndCharacter(Spelling spelling)
    {
        await using var mqlb = await StartAsync(spelling);

        for (var id = 0; id < 16; id++) await Mqtt.VisitAsync(_port, $"{new string('x', 40)}{id}");

        Assert.True(_brokers.Count(b => b.Arrivals.Count > 0) >= 3);
    }

    [Fact]
    public async Task KeepsItsBroker_WhenRealMosquittoClientsConnectToRealMosquittos()
    {
        var brokers = await TestBroker.StartAsync(BrokerKind.Mosquitto, 3);
        await using var mqlb = await Mqlb.StartAsync(SpellingText.Of(Spelling.StickOn, _port, brokers), _folder);

        for (var visit = 0; visit < 3; visit++)
        {
            for (var id = 0; id < 6; id++)
            {
                string[] publish = ["-p", $"{_port}", "-i", $"sensor-{id}", "-t", "x", "-m", "x", "-q", "1"];
                Assert.Equal(0, (await ChildProcess.RunAsync("/usr/bin/mosquitto_pub", publish)).ExitCode);
            }
        }

        Assert.All(brokers.SelectMany(b => b.Arrivals.Select(a => a.ClientId).Distinct()).GroupBy(id => id), id => Assert.Single(id));
        Assert.Equal(18, brokers.Sum(b => b.Arrivals.Count));
        foreach (var broker in brokers) await broker.DisposeAsync();
    }

    private Task<Mqlb> StartAsync(Spelling spelling) => Mqlb.StartAsync(SpellingText.Of(spelling, _port, _brokers), _folder);

    private async Task VisitAsync(Func<RawClient, Task> send)
    {
        await using var client = await RawClient.OpenAsync(_port);
        await send(client);
        await client.ExpectConnAckAsync();
    }

    private async Task VisitWithLargeConnectAsync(string clientId, int payload)
    {
        var will = new WillMessage { Topic = "will", Payload = new byte[payload] };
        await using var client = await Mqtt.ConnectAsync(_port, new ConnectPacket { ClientId = clientId, CleanStart = true, Will = will });
        await client.DisconnectAsync();
    }

    private async Task VisitWithLargePropertiesAsync(string clientId)
    {
        var properties = new ConnectProperties { UserProperties = [.. Enumerable.Range(0, 4).Select(i => new UserProperty($"key-{i}", new string('v', 50_000)))] };
        var connect = new ConnectPacket { ProtocolVersion = MqttProtocolVersion.V5, ClientId = clientId, CleanStart = true, Properties = properties };
        await using var client = await Mqtt.ConnectAsync(_port, connect);
        await client.DisconnectAsync();
    }

    private void AssertOneBrokerEach(int ids, int visits)
    {
        var brokersOf = _brokers.SelectMany((broker, i) => broker.Arrivals.Select(a => (a.ClientId, Broker: i))).ToLookup(x => x.ClientId, x => x.Broker);
        Assert.Equal(ids, brokersOf.Count);
        Assert.All(brokersOf, id =>
        {
            Assert.Equal(visits, id.Count());
            Assert.Single(id.Distinct());
        });
    }
}
