using Lb.EndToEnd.Tests.Clients;
using Lb.EndToEnd.Tests.Processes;
using Lb.Protocol.Mqtt;

namespace Lb.EndToEnd.Tests.BrokerCommandLine;

/// <summary><c>mqlb broker</c> and other people's programs.</summary>
[Trait("Transport", "none")]
public sealed class BrokerCommandTests : IDisposable
{
    private const string Pub = "/usr/bin/mosquitto_pub";
    private const string Sub = "/usr/bin/mosquitto_sub";

    private readonly TestFolder _folder = new();

    private string[] Tls => ["--cert", _folder.ServerChain, "--key", _folder.ServerKey];

    [Theory]
    [InlineData(ClientKind.Mosquitto)]
    [InlineData(ClientKind.MqttJs)]
    [InlineData(ClientKind.Paho)]
    public async Task CarriesMessages_OverItsOwnTls(ClientKind client)
    {
        await using var broker = await BrokerProcess.StartAsync(_folder, ["mqtts"], Tls);

        await RoundTrip.RunAsync(client, broker.Ports[0], _folder.Authority);
    }

    [Theory]
    [InlineData("/usr/bin/node", "node", "websocket.js")]
    [InlineData("/usr/bin/python3", "python", "websocket.py")]
    public async Task CarriesMessages_OverWebSocketsWithAndWithoutTls(string program, string folder, string script)
    {
        await using var broker = await BrokerProcess.StartAsync(_folder, ["ws", "wss"], Tls);

        var ended = await ChildProcess.RunAsync(program, Repository.OwnFile(folder, script), $"{broker.Ports[0]}", $"{broker.Ports[1]}", _folder.Authority);

        Assert.True(ended.ExitCode == 0, ended.Output);
        Assert.Equal(["ws passed", "wss passed"], ended.Output.Trim().Split('\n'));
    }

    [Fact]
    public async Task TellsTheClientsAddressAndCertificate_FromAProxyHeader()
    {
        await using var broker = await BrokerProcess.StartAsync(_folder, ["mqtt+proxy"]);
        await using var client = await RawClient.OpenAsync(broker.Ports[0]);

        // Version 2, with an SSL entry (0x20) that holds the common name (0x22) "sensor-7".
        await client.SendAsync(Convert.FromHexString("0D0A0D0A000D0A515549540A2111001FC0000207AC1000010FA0075B200010070000000022000873656E736F722D37"));
        await client.SendAsync(RawClient.Connect("me"));

        await client.ExpectConnAckAsync();
        Assert.Equal("broker: 'me' connected from 192.0.2.7:4000 with certificate sensor-7 (V311)", await broker.LineAsync("'me' connected"));
    }

    [Fact]
    public async Task KnowsTheUsers_ThatMosquittoPasswdWrote()
    {
        var passwords = Path.Combine(_folder.Path, "users");
        await ChildProcess.RunAsync("/usr/bin/mosquitto_passwd", "-b", "-c", passwords, "ann", "horse");
        await using var broker = await BrokerProcess.StartAsync(_folder, ["mqtt"], "--password-file", passwords);
        string[] where = ["-h", "127.0.0.1", "-p", $"{broker.Ports[0]}", "-t", "a", "-m", "x", "-q", "1"];

        Assert.Equal(0, (await ChildProcess.RunAsync(Pub, [.. where, "-u", "ann", "-P", "horse"])).ExitCode);
        Assert.Contains("bad user name or password", (await ChildProcess.RunAsync(Pub, [.. where, "-u", "ann", "-P", "house"])).Output, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("not authorised", (await ChildProcess.RunAsync(Pub, where)).Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task FollowsTheAccessList_WithMosquittosClients()
    {
        var rules = _folder.Write("acl", "topic readwrite open/#\ntopic read $SYS/#\nuser ann\ntopic secret/#\n");
        await using var broker = await BrokerProcess.StartAsync(_folder, ["mqtt"], "--acl-file", rules, "--deny-publish", "open/locked");
        string[] where = ["-h", "127.0.0.1", "-p", $"{broker.Ports[0]}", "-V", "mqttv5"];

        var refused = await ChildProcess.RunAsync(Sub, [.. where, "-t", "secret/#", "-d", "-E"]);
        var granted = await ChildProcess.RunAsync(Sub, [.. where, "-u", "ann", "-t", "secret/#", "-q", "1", "-d", "-E"]);
        var locked = await ChildProcess.RunAsync(Pub, [.. where, "-t", "open/locked", "-m", "x", "-q", "1", "-d"]);

        Assert.Contains("Subscribed (mid: 1): 135", refused.Output, StringComparison.Ordinal);
        Assert.Contains("Subscribed (mid: 1): 1", granted.Output, StringComparison.Ordinal);
        Assert.Contains("RC:135", locked.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PublishesItsNumbers_WhereMosquittosClientsLookForThem()
    {
        await using var broker = await BrokerProcess.StartAsync(_folder, ["mqtt"], "--sys-interval", "1s");

        var ended = await ChildProcess.RunAsync(
            Sub, "-h", "127.0.0.1", "-p", $"{broker.Ports[0]}", "-t", "$SYS/broker/clients/connected", "-F", "%t %p", "-C", "2", "-W", "60");

        Assert.Equal("$SYS/broker/clients/connected 0\n$SYS/broker/clients/connected 1", ended.Output.Trim());
    }

    [Fact]
    public async Task RefusesAndDelays_AsItsFaultsSay()
    {
        await using var broker = await BrokerProcess.StartAsync(_folder, ["mqtt"], "--fault", "refuse=0x97");

        await using var client = await Mqtt.TryConnectAsync(broker.Ports[0], new ConnectPacket { ProtocolVersion = MqttProtocolVersion.V5, CleanStart = true });

        Assert.Equal(ReasonCode.QuotaExceeded, client.ConnAck!.ReasonCode);
    }

    [Fact]
    public async Task BringsBackWhatASleepingClientMissed_AfterARestart()
    {
        var snapshot = Path.Combine(_folder.Path, "snapshot");
        await using (var first = await BrokerProcess.StartAsync(_folder, ["mqtt"], "--snapshot", snapshot))
        {
            string[] where = ["-h", "127.0.0.1", "-p", $"{first.Ports[0]}", "-t", "news", "-q", "1"];
            await ChildProcess.RunAsync(Sub, [.. where, "-c", "-i", "sleeper", "-E"]);
            await ChildProcess.RunAsync(Pub, [.. where, "-m", "missed"]);
            Assert.Equal(0, (await first.StopAsync()).ExitCode);
        }

        await using var second = await BrokerProcess.StartAsync(_folder, ["mqtt"], "--snapshot", snapshot);
        var ended = await ChildProcess.RunAsync(Sub, "-h", "127.0.0.1", "-p", $"{second.Ports[0]}", "-t", "news", "-q", "1", "-c", "-i", "sleeper", "-C", "1", "-W", "60");

        Assert.Equal("missed", ended.Output.Trim());
    }

    [Fact]
    public async Task SaysThatTheSnapshotIsDamaged_AndExitsWith1()
    {
        var snapshot = _folder.Write("snapshot", "mqlb-broker-snapshot 1 00\n{}");

        var ended = await Mqlb.RunAsync(_folder, "broker", "--listen", "mqtt://127.0.0.1:0", "--snapshot", snapshot);

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains($"{snapshot}: the snapshot is damaged", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NamesEverythingThatIsWrong_AndExitsWith1()
    {
        var users = _folder.Write("users", "nobody\n");

        var ended = await Mqlb.RunAsync(_folder, "broker", "--password-file", users, "--listen", "mqtts://127.0.0.1", "--fault", "sleep=1");

        Assert.Equal(1, ended.ExitCode);
        foreach (var part in (string[])["users:1: ", "TLS needs --cert", "--fault sleep=1"]) Assert.Contains(part, ended.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
