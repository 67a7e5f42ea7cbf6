using System.Net;
using Lb.Core.Closing;
using Lb.Protocol.Connect;
using Lb.Protocol.Mqtt;
using Lb.Proxy.Tests.Proxies;

namespace Lb.Proxy.Tests.FirstPacket;

public sealed class FirstPacketTests : IDisposable
{
    private static readonly string[] SameHash = ["balance hash " + Configs.ClientId, "hash-type consistent"];
    private readonly TestServer _server = new();

    [Fact]
    public async Task RelaysBeforeAnyByte_WhenNothingOfTheClientIsNeeded()
    {
        using var proxy = new TestProxy(Configs.Sections([], [$"server s1 {_server.Address}"]));
        proxy.Connect();
        await Waiting.Until(() => proxy.Relay.Runs.Count == 1);
    }

    [Fact]
    public async Task RelaysBeforeAnyByte_WhenItsAddressSendsItWhereTheServerMaySpeakFirst()
    {
        using var proxy = new TestProxy(Configs.Sections(
            ["use_backend first if { src 192.0.2.0/24 }"],
            [.. SameHash, $"server s1 {_server.Address}", "backend first", $"server s9 {_server.Address}"]));
        proxy.Connect("192.0.2.1:40000");
        await Waiting.Until(() => proxy.Relay.Runs.Count == 1);
        Assert.Equal(" -> first/s9", Assert.Single(proxy.Routes.Lines));
    }

    [Fact]
    public async Task RoutesTheSameAndLeavesEveryByte_WhereverTheConnectIsSplit()
    {
        var config = Configs.Sections([], [.. SameHash, .. Enumerable.Range(1, 5).Select(i => $"server s{i} {_server.Address}")]);
        byte[] bytes = [.. Packets.Connect("device-17"), .. Packets.Publish()];
        using var whole = new TestProxy(config);
        whole.Connect().Send(bytes);
        await Waiting.Until(() => whole.Relay.Runs.Count == 1);
        for (var split = 1; split < bytes.Length; split++)
        {
            using var proxy = new TestProxy(config);
            var client = proxy.Connect();
            client.Send(bytes.AsSpan(0, split));
            client.Send(bytes.AsSpan(split));
            await Waiting.Until(() => proxy.Relay.Runs.Count == 1);
            Assert.Equal(whole.Routes.Lines, proxy.Routes.Lines);
            Assert.Equal(bytes, proxy.Relay.Runs[0].FirstBytes());
        }
    }

    [Fact]
    public async Task RoutesTheSame_WhenTheConnectComesByteByByte()
    {
        using var proxy = new TestProxy(Configs.Sections([], [.. SameHash, $"server s1 {_server.Address}"]));
        var client = proxy.Connect();
        foreach (var one in Packets.Connect("drip")) client.Send([one]);
        await Waiting.Until(() => proxy.Relay.Runs.Count == 1);
        Assert.Equal("drip -> b/s1", Assert.Single(proxy.Routes.Lines));
        Assert.Equal(0, proxy.Clock.ArmedTimers);
    }

    [Fact]
    public async Task EndsWithConnectPacketTimeout_WhenTheLastByteIsMissingAtTheDeadline()
    {
        using var proxy = new TestProxy(Configs.Sections(["timeout mqtt-connect 7s"], [.. SameHash, $"server s1 {_server.Address}"]));
        var client = proxy.Connect();
        client.Send(Packets.Connect("late").AsSpan(0..^1));
        proxy.Clock.Advance(TimeSpan.FromSeconds(7) - TimeSpan.FromMilliseconds(1));
        Assert.False(client.Life.IsCompleted);
        proxy.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(CloseReason.ConnectPacketTimeout, await proxy.EndOf(client));
        Assert.Contains(" b/<NOSRV> -1/-1/7000 0 cR ", Assert.Single(proxy.Logs.Connections));
        proxy.AssertNothingHeld();
    }

    [Fact]
    public async Task KeysOutlastTheInspectDelay_WhenTheConnectIsLaterThanIt()
    {
        using var proxy = new TestProxy(Configs.Sections(
            ["tcp-request inspect-delay 2s", "tcp-request content accept if { req.payload(0,0),mqtt_is_valid }"],
            [.. SameHash, $"server s1 {_server.Address}"]));
        var client = proxy.Connect();
        proxy.Clock.Advance(TimeSpan.FromSeconds(4));
        client.Send(Packets.Connect("slow"));
        await Waiting.Until(() => proxy.Relay.Runs.Count == 1);
        Assert.Equal("slow -> b/s1", Assert.Single(proxy.Routes.Lines));
    }

    [Fact]
    public async Task NeedsNoConnect_WhenTheInspectDelayOfARuleIsOverAndNothingElseAsksForIt()
    {
        using var proxy = new TestProxy(Configs.Sections(
            ["tcp-request inspect-delay 20s", "tcp-request content accept if { req.payload(0,0),mqtt_is_valid }"], [$"server s1 {_server.Address}"]));
        var client = proxy.Connect();
        client.Send(Packets.Connect("half").AsSpan(0, 5));
        proxy.Clock.Advance(TimeSpan.FromSeconds(20));
        await Waiting.Until(() => proxy.Relay.Runs.Count == 1);
        Assert.Equal(5, proxy.Relay.Runs[0].FirstBytes().Length);
    }

    [Fact]
    public async Task SetsNoDeadline_WhenTheConnectIsThereAlready()
    {
        using var proxy = new TestProxy(Configs.Sections([], [.. SameHash, $"server s1 {_server.Address}"]));
        proxy.Connect(first: Packets.Connect("quick"));
        await Waiting.Until(() => proxy.Relay.Runs.Count == 1);
        Assert.Equal("quick -> b/s1", Assert.Single(proxy.Routes.Lines));
        Assert.True(proxy.Clock.Armings == 1, "The connect to the server has a deadline, the CONNECT needs none.");
    }

    [Fact]
    public async Task IsRejectedAtTheInspectDelay_WhenTheConnectIsNotWhole()
    {
        using var proxy = new TestProxy(Configs.Sections(
            ["tcp-request inspect-delay 3s", "tcp-request content reject unless { req.payload(0,0),mqtt_is_valid }"], [$"server s1 {_server.Address}"]));
        var client = proxy.Connect();
        client.Send(Packets.Connect("half").AsSpan(0, 5));
        proxy.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(CloseReason.ContentRejected, await proxy.EndOf(client));
        Assert.Equal(1, proxy.Frontend.Counters.DeniedRequests.Value);
        Assert.Contains(" PR ", Assert.Single(proxy.Logs.Connections));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9)]
    public async Task EndsWithClientClosed_WhenItLeavesBeforeItsConnectIsWhole(int sent)
    {
        using var proxy = new TestProxy(Configs.Sections([], [.. SameHash, $"server s1 {_server.Address}"]));
        var closes = proxy.Connect();
        closes.Send(Packets.Connect("gone").AsSpan(0, sent));
        closes.Close();
        Assert.Equal(CloseReason.ClientClosedBeforeData, await proxy.EndOf(closes));
        var resets = proxy.Connect();
        resets.Send(Packets.Connect("gone").AsSpan(0, sent));
        resets.Reset();
        Assert.Equal(CloseReason.ClientClosedBeforeData, await proxy.EndOf(resets));
        Assert.Equal(0, proxy.State.Counters.InternalErrors.Value);
        Assert.Equal(0, proxy.Backend.Servers[0].Counters.ConnectionAttempts.Value);
        proxy.AssertNothingHeld();
    }

    [Fact]
    public async Task GoesOn_WhenTheClientClosesItsSideAfterTheConnect()
    {
        using var proxy = new TestProxy(Configs.Sections([], [.. SameHash, $"server s1 {_server.Address}"]));
        var client = proxy.Connect();
        client.Send(Packets.Connect("short").AsSpan(0..^1));
        client.Send(Packets.Connect("short").AsSpan(^1..));
        client.Close();
        await Waiting.Until(() => proxy.Relay.Runs.Count == 1);
    }

    [Fact]
    public async Task EndsWithConnectTooLarge_WhenItsKeyCanNeverBeRead()
    {
        using var proxy = new TestProxy(Configs.Sections([], [.. SameHash, $"server s1 {_server.Address}"], "tune.mqtt.max-connect-size 20000"));
        var client = proxy.Connect();
        client.Send([0x10, 0xFF, 0xFF, 0x7F, .. "\0\u0004MQTT\u0005"u8]);
        Assert.Equal(CloseReason.ConnectTooLarge, await proxy.EndOf(client));
        Assert.Equal(1, proxy.Frontend.Mqtt.ParseFailures[ConnectError.PacketTooLarge].Value);
        proxy.AssertNothingHeld();
    }

    [Fact]
    public async Task WaitsNoLonger_WhenMoreBytesThanTheLimitAreThere()
    {
        using var proxy = new TestProxy(Configs.Sections(
            ["tcp-request inspect-delay 9s", "tcp-request content reject if { req.payload(0,400000) -m found }"],
            [$"server s1 {_server.Address}"], "tune.mqtt.max-connect-size 20000"));
        proxy.Connect().Send(new byte[20_000]);
        await Waiting.Until(() => proxy.Relay.Runs.Count == 1);
    }

    [Fact]
    public async Task GoesOnWithoutAKey_WhenItIsNoConnectAndNoRuleRejectsIt()
    {
        using var proxy = new TestProxy(Configs.Sections([], [.. SameHash, $"server s1 {_server.Address}"]));
        proxy.Connect().Send("GET / HTTP/1.1\r\n"u8);
        await Waiting.Until(() => proxy.Relay.Runs.Count == 1);
        Assert.Equal(1, proxy.Frontend.Mqtt.ParseFailures[ConnectError.NotConnect].Value);
    }

    [Fact]
    public async Task CountsVersionsAndSessions_WhenConnectsAreRead()
    {
        using var proxy = new TestProxy(Configs.Sections([], [.. SameHash, $"server s1 {_server.Address}"]));
        proxy.Connect().Send(Packets.Connect("a"));
        proxy.Connect().Send(Packets.Connect("b"));
        await Waiting.Until(() => proxy.Relay.Runs.Count == 2);
        Assert.Equal(2, proxy.Frontend.Mqtt.Connects[MqttProtocolVersion.V311].Value);
        Assert.Equal(2, proxy.Frontend.Counters.SessionsTotal.Value);
        Assert.Equal(2, proxy.Frontend.Counters.SessionRate.PerSecond);
        Assert.Equal(2, proxy.Backend.Counters.SessionsTotal.Value);
    }

    [Fact]
    public async Task ChoosesTheBackend_WhenAVariableOrThePayloadSaysSo()
    {
        using var proxy = new TestProxy(Configs.Sections(
            [
                $"tcp-request content set-var(sess.cid) {Configs.ClientId}",
                "use_backend alpha if { var(sess.cid) -m beg alpha }",
                $"use_backend beta if {{ {Configs.ClientId} -m beg beta }}",
            ],
            [$"server s1 {_server.Address}", "backend alpha", $"server s2 {_server.Address}", "backend beta", $"server s3 {_server.Address}"]));
        foreach (var id in new[] { "alpha-1", "beta-1", "gamma-1" }) proxy.Connect().Send(Packets.Connect(id));
        await Waiting.Until(() => proxy.Relay.Runs.Count == 3);
        Assert.Equal(["alpha-1 -> alpha/s2", "beta-1 -> beta/s3", "gamma-1 -> b/s1"], proxy.Routes.Lines.Order());
    }

    [Fact]
    public async Task IsRejectedByTheBackend_WhenItsContentRulesSaySo()
    {
        using var proxy = new TestProxy(Configs.Sections(
            [], ["tcp-request inspect-delay 1s", $"tcp-request content reject if {{ {Configs.ClientId} bad }}", $"server s1 {_server.Address}"]));
        var client = proxy.Connect();
        client.Send(Packets.Connect("bad"));
        Assert.Equal(CloseReason.ContentRejected, await proxy.EndOf(client));
        Assert.Equal(1, proxy.Backend.Counters.DeniedRequests.Value);
        proxy.AssertNothingHeld();
    }

    [Fact]
    public async Task IsRejectedWithoutALine_WhenAConnectionRuleSaysSo()
    {
        using var proxy = new TestProxy(Configs.Sections(["tcp-request connection reject if { src 203.0.113.0/24 }"], [$"server s1 {_server.Address}"]));
        var client = proxy.Connect(new IPEndPoint(IPAddress.Parse("203.0.113.9"), 1).ToString());
        Assert.Equal(CloseReason.ConnectionRejected, await proxy.EndOf(client));
        Assert.Empty(proxy.Logs.Connections);
        Assert.Equal(1, proxy.Frontend.Counters.DeniedConnections.Value);
        Assert.Equal(0, proxy.Frontend.Counters.SessionsTotal.Value);
        proxy.AssertNothingHeld();
    }

    public void Dispose() => _server.Dispose();
}
