using System.Net;
using Lb.Configuration.Model;

namespace Lb.Configuration.Tests.HaProxy;

/// <summary>What statements of backends become.</summary>
public sealed class BackendTests
{
    [Theory]
    [InlineData("balance roundrobin", BalanceAlgorithm.RoundRobin)]
    [InlineData("balance static-rr", BalanceAlgorithm.StaticRoundRobin)]
    [InlineData("balance leastconn", BalanceAlgorithm.LeastConnections)]
    [InlineData("balance first", BalanceAlgorithm.First)]
    [InlineData("balance source", BalanceAlgorithm.Source)]
    [InlineData("balance random", BalanceAlgorithm.Random)]
    [InlineData("retries 3", BalanceAlgorithm.RoundRobin)]
    public void ReadsAlgorithms(string line, BalanceAlgorithm algorithm) =>
        Assert.Equal(algorithm, HaProxyText.LoadBackend(line).Balance.Algorithm);

    [Fact]
    public void ReadsTheKeyOfHash()
    {
        var balance = HaProxyText.LoadBackend("balance hash req.payload(0,0), mqtt_field_value(connect, client_identifier)").Balance;

        Assert.Equal(BalanceAlgorithm.Hash, balance.Algorithm);
        Assert.True(balance.Key!.NeedsPayload);
        Assert.Equal([new SampleConverter.MqttFieldValue("connect", "client_identifier")], balance.Key.Converters);
    }

    [Fact]
    public void ReadsTheDrawsOfRandom() => Assert.Equal(3, HaProxyText.LoadBackend("balance random(3)").Balance.RandomDraws);

    [Theory]
    [InlineData("hash-type map-based", HashMethod.MapBased, HashFunction.Sdbm, false)]
    [InlineData("hash-type map-based avalanche", HashMethod.MapBased, HashFunction.Sdbm, true)]
    [InlineData("hash-type consistent", HashMethod.Consistent, HashFunction.Sdbm, true)]
    [InlineData("hash-type consistent djb2", HashMethod.Consistent, HashFunction.Djb2, false)]
    [InlineData("hash-type consistent crc32 avalanche", HashMethod.Consistent, HashFunction.Crc32, true)]
    public void ReadsHashTypes_WithAvalancheOnARingThatNamesNoFunction(string line, HashMethod method, HashFunction function,
        bool avalanche)
    {
        var balance = HaProxyText.LoadBackend("balance source", line, "hash-balance-factor 125").Balance;

        Assert.Equal((method, function, avalanche, 125), (balance.HashMethod, balance.HashFunction, balance.Avalanche,
            balance.HashBalanceFactor));
    }

    [Fact]
    public void ReadsServerKeywords()
    {
        var server = HaProxyText.LoadBackend(
            "server a one.example:1884 check inter 10000 fastinter 1s downinter 20s fall 2 rise 5 weight 7 backup disabled maxconn 50 id 9 on-marked-down shutdown-sessions").Servers[0];

        Assert.Equal(("a", 9, "one.example", IPAddress.Parse("192.0.2.1"), 1884), (server.Name, server.Id, server.AddressText,
            server.Address, server.Port));
        Assert.Equal((7, true, true, 50, true), (server.Weight, server.Backup, server.Disabled, server.MaxConnections,
            server.ShutdownConnectionsOnMarkedDown));
        Assert.Equal(
            new CheckConfig
            {
                Interval = TimeSpan.FromSeconds(10),
                FastInterval = TimeSpan.FromSeconds(1),
                DownInterval = TimeSpan.FromSeconds(20),
                Fall = 2,
                Rise = 5,
            },
            server.Check);
    }

    [Fact]
    public void GivesServersWithoutIdTheLowestFreeNumber()
    {
        var servers = HaProxyText.LoadBackend("server a 10.0.0.1:1", "server b 10.0.0.2:1 id 2", "server c 10.0.0.3:1").Servers;

        Assert.Equal([1, 2, 3, 4], servers.Select(server => server.Id));
    }

    [Fact]
    public void TakesTheClientsPort_WhenAServerHasNone() => Assert.Equal(0, HaProxyText.LoadBackend("server a 10.0.0.1").Servers[0].Port);

    [Fact]
    public void HasNoCheck_WhereNoneIsWritten() => Assert.Null(HaProxyText.LoadBackend("server a 10.0.0.1:1883 inter 5s").Servers[0].Check);

    [Theory]
    [InlineData("send-proxy", 1, ProxyHeaderFields.None)]
    [InlineData("send-proxy-v2", 2, ProxyHeaderFields.None)]
    [InlineData("send-proxy-v2-ssl", 2, ProxyHeaderFields.Tls)]
    [InlineData("send-proxy-v2-ssl-cn", 2, ProxyHeaderFields.Tls | ProxyHeaderFields.CommonName)]
    [InlineData("send-proxy-v2 proxy-v2-options authority,crc32c", 2, ProxyHeaderFields.Authority | ProxyHeaderFields.Crc32C)]
    public void ReadsProxyHeaders(string keywords, int version, ProxyHeaderFields fields) =>
        Assert.Equal(new ProxyHeaderConfig(version, fields),
            HaProxyText.LoadBackend($"server a 10.0.0.1:1883 {keywords}").Servers[0].ProxyHeader);

    [Theory]
    [InlineData("check send-proxy-v2", 2)]
    [InlineData("check send-proxy-v2 port 18083", null)]
    [InlineData("check send-proxy-v2 port 18083 check-send-proxy", 2)]
    [InlineData("check check-send-proxy", 1)]
    [InlineData("check", null)]
    public void BeginsChecksWithAHeader_WhereTheSameListenerIsCheckedOrItIsAskedFor(string keywords, int? version) =>
        Assert.Equal(version, HaProxyText.LoadBackend($"server a 10.0.0.1:1883 {keywords}").Servers[0].Check!.ProxyHeader?.Version);

    [Fact]
    public void StartsServersFromTheDefaultServerAbove()
    {
        var servers = HaProxyText.LoadBackend("server a 10.0.0.1:1", "default-server check inter 7s weight 3 backup", "server b 10.0.0.2:1",
            "server c 10.0.0.3:1 no-check no-backup weight 4").Servers;

        Assert.Null(servers[0].Check);
        Assert.Equal((7.0, 3, true), (servers[1].Check!.Interval.TotalSeconds, servers[1].Weight, servers[1].Backup));
        Assert.True(servers[2] is { Check: null, Weight: 4, Backup: false });
    }

    [Fact]
    public void ReadsTheSourceAddress_OfBackendAndServer()
    {
        var backend = HaProxyText.LoadBackend("source 0.0.0.0 usesrc clientip", "server a 10.0.0.1:1 source 10.0.0.9:1024-2048");

        Assert.Equal(TransparentSource.ClientAddress, backend.Source!.Transparent);
        Assert.Equal(HaProxyText.BackendLine, backend.Source.Location.Line);
        var source = backend.Servers[0].Source!;
        Assert.Equal((IPAddress.Parse("10.0.0.9"), 1024, 2048, TransparentSource.None), (source.Address, source.FirstPort, source.LastPort,
            source.Transparent));
    }

    [Fact]
    public void ReadsStickTableAndRules()
    {
        var backend = HaProxyText.LoadBackend(
            "stick-table type string len 32 size 100k expire 30m nopurge",
            "stick on req.payload(0,0), mqtt_field_value(connect, client_identifier)",
            "stick match src table b unless { src 10.0.0.0/8 }");

        Assert.Equal(
            new StickTableConfig
            {
                Type = StickKeyType.String,
                Size = 102_400,
                Expire = TimeSpan.FromMinutes(30),
                NoPurge = true,
                DeclaredLength = 32
            },
            backend.StickTable);
        Assert.Equal([StickRuleKind.On, StickRuleKind.Match], backend.StickRules.Select(rule => rule.Kind));
        Assert.Equal(["b", "b"], backend.StickRules.Select(rule => rule.Table));
        Assert.True(backend.StickRules[1].Condition!.Unless);
    }

    [Fact]
    public void ReadsTheStepsOfAScriptedCheck()
    {
        var method = HaProxyText.LoadBackend(
            "option tcp-check", "tcp-check connect port 1884 send-proxy", "tcp-check send-binary 1000 comment \"a CONNECT\"",
                "tcp-check expect min-recv 4 ! binary 20020005").CheckMethod;

        var steps = Assert.IsType<CheckMethod.Script>(method).Steps;
        Assert.True(steps[0] is TcpCheckStep.Connect { Port: 1884, SendProxy: true });
        Assert.Equal([0x10, 0x00], Assert.IsType<TcpCheckStep.Send>(steps[1]).Data);
        Assert.Equal("a CONNECT", steps[1].Comment);
        Assert.True(steps[2] is TcpCheckStep.Expect
        {
            Kind: TcpCheckExpectKind.Binary, Negated: true, Pattern: "20020005",
            MinimumReceived: 4
        });
    }

    [Theory]
    [InlineData("option mqtt-check", 4, "", null, null)]
    [InlineData("option mqtt-check version 5 client-id probe username u password \"p w\"", 5, "probe", "u", "p w")]
    [InlineData("option mqtt-check version 3.1.1", 4, "", null, null)]
    public void ReadsTheMqttCheck(string line, int level, string clientId, string? username, string? password) =>
        Assert.Equal(new CheckMethod.Mqtt(level, clientId, username, password), HaProxyText.LoadBackend(line).CheckMethod);

    [Fact]
    public void ReadsOptionsAndTimes()
    {
        var backend = HaProxyText.LoadBackend(
            "option srvtcpka", "option log-health-checks", "option allbackups", "option redispatch 2", "retries 5",
            "timeout queue 1s", "timeout check 2s", "timeout tunnel 1h", "timeout connect 4s");

        Assert.True(backend is { TcpKeepAlive: true, LogHealthChecks: true, UseAllBackups: true });
        Assert.Equal(new RetryConfig { Retries = 5, Redispatch = true, RedispatchInterval = 2 }, backend.Retry);
        Assert.Equal([1, 2, 3600, 4], new[] { backend.QueueTimeout, backend.CheckTimeout, backend.TunnelTimeout,
            backend.ConnectTimeout }.Select(t => t!.Value.TotalSeconds));
    }
}
