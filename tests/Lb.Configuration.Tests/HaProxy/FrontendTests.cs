using System.Net;
using Lb.Configuration.Model;

namespace Lb.Configuration.Tests.HaProxy;

/// <summary>What statements of frontends become.</summary>
public sealed class FrontendTests
{
    [Theory]
    [InlineData("5000", 5000)]
    [InlineData("5s", 5000)]
    [InlineData("600s", 600_000)]
    [InlineData("2m", 120_000)]
    [InlineData("3h", 10_800_000)]
    [InlineData("1d", 86_400_000)]
    [InlineData("1500us", 2)]
    [InlineData("2147483647", 2147483647)]
    public void ReadsTimesInMilliseconds_UnlessAUnitFollows(string text, long milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), HaProxyText.LoadFrontend($"timeout client {text}").ClientTimeout);

    [Theory]
    [InlineData("*:1884", "0.0.0.0:1884")]
    [InlineData(":1884", "0.0.0.0:1884")]
    [InlineData("127.0.0.1:1884", "127.0.0.1:1884")]
    [InlineData("[::1]:1884", "[::1]:1884")]
    [InlineData("::1:1884", "[::1]:1884")]
    [InlineData("ipv6@:1884", "[::]:1884")]
    [InlineData("one.example:1884", "192.0.2.1:1884")]
    [InlineData("*:1884-1885", "0.0.0.0:1884 0.0.0.0:1885")]
    [InlineData("*:1884,127.0.0.1:1885", "0.0.0.0:1884 127.0.0.1:1885")]
    [InlineData("*:8${PORT}", "0.0.0.0:81883")]
    public void ReadsBindAddresses(string text, string addresses)
    {
        var result = HaProxyText.Parse(HaProxyText.Frontend($"bind {text}"));

        // The last case is a port that is too large: variables are expanded before the address is judged.
        if (text.Contains('$', StringComparison.Ordinal))
            Assert.Contains("'*:81883' has the port '81883'", result.Diagnostics[0].Message, StringComparison.Ordinal);
        else
            Assert.Equal(addresses, string.Join(' ', result.Config!.Frontends[0].Binds.SkipLast(1).Select(bind => bind.Address)));
    }

    [Theory]
    [InlineData("bind :::1884", true)]
    [InlineData("bind :::1884 v6only", false)]
    [InlineData("bind [::1]:1884", false)]
    [InlineData("bind *:1884", false)]
    public void TakesBothFamilies_OnAnIpv6AnyAddressOnly(string line, bool both) =>
        Assert.Equal(both, HaProxyText.LoadFrontend(line).Binds[0].DualStack);

    [Fact]
    public void ReadsBindKeywords()
    {
        var bind = HaProxyText.LoadFrontend("backlog 7", "bind *:1884 accept-proxy defer-accept name one maxconn 10").Binds[0];

        Assert.True(bind.AcceptProxy && bind.DeferAccept);
        Assert.Equal(("one", 10, 7), (bind.Name, bind.MaxConnections, bind.Backlog));
        Assert.Equal(new SourceLocation(HaProxyText.File, HaProxyText.FrontendLine + 1), bind.Location);
        Assert.Null(bind.Tls);
    }

    [Theory]
    [InlineData("backlog 7", "bind *:1884", 7)]
    [InlineData("bind *:1884", "backlog 7", 7)]
    [InlineData("bind *:1884 backlog 8", "backlog 7", 8)]
    [InlineData("bind *:1884", "maxconn 5", null)]
    public void GivesABindTheBacklogOfItsSection_WhereverThatStands(string first, string second, int? backlog) =>
        Assert.Equal(backlog, HaProxyText.LoadFrontend(first, second).Binds[0].Backlog);

    [Fact]
    public void ReadsOptionsAndLimits()
    {
        var frontend = HaProxyText.LoadFrontend(
            "maxconn 100", "option tcplog", "option dontlognull", "option clitcpka", "timeout client-hs 3s", "timeout mqtt-connect 4s",
                "tcp-request inspect-delay 6s");

        Assert.Equal(100, frontend.MaxConnections);
        Assert.True(frontend is { TcpKeepAlive: true, Log: { TcpLog: true, DontLogNull: true } });
        Assert.Equal([3, 4, 6], new[] { frontend.HandshakeTimeout, frontend.ConnectPacketTimeout, frontend.InspectDelay!.Value }.Select(t =>
            t.TotalSeconds));
    }

    [Theory]
    [InlineData("timeout client-hs 3s", 3)]
    [InlineData("maxconn 100", 15)]
    public void BoundsTheProxyHeaderLikeTheHandshake_WhereverTheTimeoutIsWritten(string line, int seconds)
    {
        foreach (string[] lines in (string[][])[["bind *:1884 accept-proxy", line], [line, "bind *:1884 accept-proxy"]])
            Assert.Equal(seconds, HaProxyText.LoadFrontend(lines).Binds[0].ProxyHeaderTimeout.TotalSeconds);
    }

    [Fact]
    public void HasDefaults_WhereNothingIsWritten()
    {
        var frontend = HaProxyText.LoadFrontend();

        Assert.Equal(ProxyMode.Tcp, frontend.Mode);
        Assert.Equal([15, 10], new[] { frontend.HandshakeTimeout, frontend.ConnectPacketTimeout }.Select(t => t.TotalSeconds));
        Assert.True(frontend is { MaxConnections: null, InspectDelay: null, TcpKeepAlive: false, Stats: null });
        Assert.Empty(frontend.Log.Targets);
    }

    [Fact]
    public void KeepsRulesInTheOrderOfTheFile()
    {
        var frontend = HaProxyText.LoadFrontend(
            "tcp-request connection reject if { src 192.0.2.9 }",
            "tcp-request content set-var(sess.cid) req.payload(0,0),mqtt_field_value(connect,client_identifier)",
            "tcp-request content accept");

        Assert.IsType<TcpRuleAction.Reject>(Assert.Single(frontend.ConnectionRules).Action);
        var set = Assert.IsType<TcpRuleAction.SetVariable>(frontend.ContentRules[0].Action);
        Assert.Equal("sess.cid", set.Name);
        Assert.Equal(new SampleFetch.Payload(0, 0), set.Value.Fetch);
        Assert.Equal([new SampleConverter.MqttFieldValue("connect", "client_identifier")], set.Value.Converters);
        Assert.IsType<TcpRuleAction.Accept>(frontend.ContentRules[1].Action);
        Assert.Null(frontend.ContentRules[1].Condition);
    }

    [Fact]
    public void JoinsLogTargetsOfGlobalAndItsOwn()
    {
        var config = HaProxyText.Load("global\n    log stdout format raw daemon debug\n" + HaProxyText.Frontend("log global",
            "log 127.0.0.1 len 2048 format rfc5424 local3 info err"));

        Assert.Equal(
            [
                new LogTargetConfig { Transport = LogTransport.Stdout, Format = LogFormat.Raw, Facility = 3, MaxLevel = 7 },
                new LogTargetConfig
                {
                    Transport = LogTransport.Udp, Address = "127.0.0.1:514", Format = LogFormat.Rfc5424, Facility = 19, MaxLevel = 6,
                        MinLevel = 3, MaxLength = 2048,
                },
            ],
            config.Frontends[0].Log.Targets);
        Assert.Equal([LogTransport.Stdout], config.Global.Logs.Select(log => log.Transport));
    }

    [Fact]
    public void ServesStatisticsAndMetrics_InHttpMode()
    {
        var frontend = HaProxyText.Load(
            "frontend s\n    http-request use-service prometheus-exporter if { path /metrics }\n    stats uri /stats\n    stats refresh 10\n"
            + "    mode http\n    bind :8404\n    timeout client 10s\n").Frontends[0];

        Assert.Equal(new StatsConfig("/stats", TimeSpan.FromSeconds(10)), frontend.Stats);
        Assert.Equal("{ path /metrics }", Assert.Single(frontend.HttpServices).Condition!.Text);
        Assert.Null(frontend.DefaultBackend);
    }

    [Fact]
    public void ForwardsToItsOwnServers_InAListenSection()
    {
        var config = HaProxyText.Load(HaProxyText.Defaults + "listen l\n    bind :1883\n    server a one.example:1883\n");

        Assert.Equal("l", config.Frontends[0].DefaultBackend);
        Assert.Equal(IPAddress.Parse("192.0.2.1"), config.Backends[0].Servers[0].Address);
    }
}
