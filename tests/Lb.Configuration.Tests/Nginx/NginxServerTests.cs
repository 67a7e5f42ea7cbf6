using System.Net;
using Lb.Configuration.Diagnostics;
using Lb.Configuration.Model;

namespace Lb.Configuration.Tests.Nginx;

public sealed class NginxServerTests
{
    [Fact]
    public void FillsNginxDefaultsIn()
    {
        var frontend = Frontend("");

        Assert.Equal("0.0.0.0:1883", frontend.Name);
        Assert.Equal(ProxyMode.Tcp, frontend.Mode);
        Assert.Equal("u", frontend.DefaultBackend);
        Assert.Equal(TimeSpan.FromMinutes(10), frontend.ClientTimeout);
        Assert.Equal(TimeSpan.FromSeconds(60), frontend.HandshakeTimeout);
        Assert.Empty(frontend.Log.Targets);
        Assert.Empty(frontend.ConnectionRules);
        var bind = Assert.Single(frontend.Binds);
        Assert.Equal(new IPEndPoint(IPAddress.Any, 1883), bind.Address);
        Assert.Null(bind.Tls);
        Assert.Equal(TimeSpan.FromSeconds(30), bind.ProxyHeaderTimeout);
    }

    [Theory]
    [InlineData("8883", "0.0.0.0:8883")]
    [InlineData("*:8883", "0.0.0.0:8883")]
    [InlineData("127.0.0.1:8883", "127.0.0.1:8883")]
    [InlineData("[::]:8883", "[::]:8883")]
    [InlineData("[::1]:8883", "[::1]:8883")]
    [InlineData("one.example:8883", "192.0.2.1:8883")]
    [InlineData("8883-8885", "0.0.0.0:8883 0.0.0.0:8884 0.0.0.0:8885")]
    [InlineData("two.example:8883", "192.0.2.1:8883 [2001:db8::1]:8883")]
    public void ListensOnTheAddress(string listen, string addresses)
    {
        Assert.Equal(addresses, string.Join(' ', Frontend($"listen {listen};").Binds.Skip(1).Select(b => b.Address)));
    }

    [Fact]
    public void ReadsTheParametersOfListen()
    {
        var frontend = Frontend("listen [::]:1884 proxy_protocol deferred backlog=4096 so_keepalive=on ipv6only=off; proxy_protocol_timeout 5s;");

        var bind = frontend.Binds[1];
        Assert.Equal((true, true, 4096, true), (bind.AcceptProxy, bind.DeferAccept, bind.Backlog, bind.DualStack));
        Assert.Equal(TimeSpan.FromSeconds(5), bind.ProxyHeaderTimeout);
        Assert.True(frontend.TcpKeepAlive);
    }

    [Theory]
    [InlineData("listen 1883;", "lb.conf:11: 'listen': 0.0.0.0:1883 is listed at lb.conf:10 already.")]
    [InlineData("listen unix:/tmp/s;", "lb.conf:11: 'listen': unix sockets are not built yet.")]
    [InlineData("listen 127.0.0.1;", "lb.conf:11: 'listen': '127.0.0.1' names no port.")]
    [InlineData("listen 0;", "lb.conf:11: 'listen': '0' is neither a port from 1 to 65535 nor a range of ports.")]
    [InlineData("listen 2-1;", "lb.conf:11: 'listen': '2-1' is neither a port")]
    [InlineData("listen 1.2.3:1;", "lb.conf:11: 'listen': '1.2.3' is neither an address nor a name")]
    [InlineData("listen 1 udp;", "lb.conf:11: 'listen': 'udp' is not built yet.")]
    [InlineData("listen 1 default_server;", "lb.conf:11: 'listen': 'default_server' belongs to 'http' servers.")]
    [InlineData("listen 1 sll;", "lb.conf:11: 'listen': unknown parameter 'sll'.")]
    [InlineData("listen 1 backlog=x;", "lb.conf:11: 'listen': 'x' is not a number")]
    [InlineData("listen 1 ipv6only=x;", "lb.conf:11: 'listen': 'x' is neither 'on' nor 'off'.")]
    [InlineData("listen 8883 ssl;", "lb.conf:11: 'listen ... ssl' has no certificate.")]
    [InlineData("allow 10.0.0.0/33;", "lb.conf:11: 'allow': '10.0.0.0/33' is neither an address, a network")]
    [InlineData("mqtt_preread maybe;", "lb.conf:11: 'mqtt_preread': 'maybe' is neither 'on' nor 'off'.")]
    [InlineData("proxy_timeout 0;", "lb.conf:11: 'proxy_timeout': 0 would end every connection at once.")]
    [InlineData("proxy_timeout 1m; proxy_timeout 2m;", "lb.conf:11: 'proxy_timeout' was given in this block already.")]
    public void NamesTheLine_WhenAServerIsWrong(string line, string error) =>
        Assert.StartsWith(error, NginxText.Error(NginxText.Stream(inServer: line)));

    [Theory]
    [InlineData("stream { server { listen 1883; } }", "lb.conf:1: 'server' forwards nowhere.")]
    [InlineData("stream { server { proxy_pass 10.0.0.1:1883; } }", "lb.conf:1: 'server' has no 'listen'.")]
    [InlineData("stream { server { listen 1; proxy_pass $u; } }", "lb.conf:1: 'proxy_pass': '$u': variables are not built yet.")]
    [InlineData("stream { server { listen 1; proxy_pass u; } }", "lb.conf:1: 'proxy_pass u': there is no such upstream. This configuration has no upstream")]
    [InlineData(
        "stream { upstream brokers { server 10.0.0.1:1; } server { listen 1; proxy_pass borkers; } }",
        "lb.conf:1: 'proxy_pass borkers': there is no such upstream. Upstreams: brokers. Did you mean 'brokers'?")]
    public void NamesTheLine_WhenAServerGoesNowhere(string text, string error) => Assert.StartsWith(error, NginxText.Error(text));

    [Fact]
    public void IsNamedByItsStatusZone() => Assert.Equal("tcp_server", Frontend("status_zone tcp_server;").Name);

    [Fact]
    public void ForwardsToAnAddress_WhenProxyPassNamesOne()
    {
        var config = NginxText.Load("stream { server { listen 1883; proxy_pass 10.0.0.1:1884; } }");

        var backend = Assert.Single(config.Backends);
        Assert.Equal("10.0.0.1:1884", backend.Name);
        Assert.Equal("10.0.0.1:1884", config.Frontends[0].DefaultBackend);
        Assert.Null(Assert.Single(backend.Servers).PassiveFailures);
    }

    [Fact]
    public void InheritsFromStream_WhatTheServerLeavesOut()
    {
        var config = NginxText.Load(NginxText.Stream(inStream: "proxy_timeout 1h; proxy_connect_timeout 2s;", inServer: "proxy_timeout 2h;"));

        Assert.Equal(TimeSpan.FromHours(2), config.Frontends[0].ClientTimeout);
        Assert.Equal(TimeSpan.FromHours(2), config.Backends[0].ServerTimeout);
        Assert.Equal(TimeSpan.FromSeconds(2), config.Backends[0].ConnectTimeout);
    }

    [Fact]
    public void SharesABackend_WhenServersUseTheSameSettings()
    {
        var config = NginxText.Load(NginxText.Stream(inStream: "server { listen 1884; proxy_pass u; }"));

        Assert.Equal(["u"], config.Backends.Select(b => b.Name));
        Assert.Equal(["u", "u"], config.Frontends.Select(f => f.DefaultBackend));
    }

    [Fact]
    public void SplitsABackend_WhenServersUseDifferentSettings()
    {
        var result = NginxText.Parse(NginxText.Stream(inStream: "server { listen 1884; proxy_pass u; }", inServer: "proxy_protocol on;"));

        Assert.Equal(["u", "u@0.0.0.0:1883"], result.Config!.Backends.Select(b => b.Name));
        Assert.Equal("u@0.0.0.0:1883", result.Config.Frontends[1].DefaultBackend);
        Assert.Contains(result.Diagnostics, d => d.Severity == ConfigSeverity.Notice && d.Message.Contains("different proxy settings", StringComparison.Ordinal));
    }

    [Fact]
    public void SendsAProxyHeaderOfVersion1_WhenAsked()
    {
        var config = NginxText.Load(NginxText.Stream(inServer: "proxy_protocol on;"));

        Assert.All(config.Backends[0].Servers, s => Assert.Equal(new ProxyHeaderConfig(1, ProxyHeaderFields.None), s.ProxyHeader));
    }

    [Theory]
    [InlineData("proxy_next_upstream off;", 0, null)]
    [InlineData("proxy_next_upstream_tries 3;", 2, null)]
    [InlineData("proxy_next_upstream_timeout 9s;", null, 9)]
    public void TriesTheNextServerAsOftenAsAsked(string line, int? retries, int? seconds)
    {
        var retry = NginxText.Load(NginxText.Stream(inServer: line)).Backends[0].Retry;

        Assert.Equal((true, retries), (retry.NextServerAtOnce, retry.Retries));
        Assert.Equal(seconds, (int?)retry.TotalTimeout?.TotalSeconds);
    }

    [Theory]
    [InlineData("proxy_bind $remote_addr transparent;", "0.0.0.0", 0, TransparentSource.ClientAddress)]
    [InlineData("proxy_bind $remote_addr:$remote_port transparent;", "0.0.0.0", 0, TransparentSource.ClientAddressAndPort)]
    [InlineData("proxy_bind 10.0.0.7;", "10.0.0.7", 0, TransparentSource.None)]
    [InlineData("proxy_bind 10.0.0.7:4000;", "10.0.0.7", 4000, TransparentSource.None)]
    public void BindsServerLegs(string line, string address, int port, TransparentSource transparent)
    {
        var source = NginxText.Load(NginxText.Stream(inServer: line)).Backends[0].Source!;

        Assert.Equal((address, port, transparent), (source.Address.ToString(), source.FirstPort, source.Transparent));
        Assert.Equal(11, source.Location.Line);
    }

    [Fact]
    public void BindsNothing_WhenProxyBindIsTurnedOffAgain()
    {
        Assert.Null(NginxText.Load(NginxText.Stream(inStream: "proxy_bind 10.0.0.7;", inServer: "proxy_bind off;")).Backends[0].Source);
    }

    [Theory]
    [InlineData("proxy_bind $remote_addr;", "Add 'transparent'.")]
    [InlineData("proxy_bind $multi_ip;", "only $remote_addr and $remote_addr:$remote_port are built.")]
    [InlineData("proxy_bind 10.0.0.7 transparent;", "not for a fixed address yet.")]
    [InlineData("proxy_bind eth0;", "'eth0' is not an address.")]
    public void NamesTheReason_WhenProxyBindCannotWork(string line, string reason) =>
        Assert.EndsWith(reason, NginxText.Error(NginxText.Stream(inServer: line)).Split(" Write")[0]);

    [Fact]
    public void AllowsAndDeniesInFileOrder()
    {
        var rules = Frontend("allow 192.168.1.7/16; allow 2001:db8::/32; deny all;").ConnectionRules;

        Assert.Collection(
            rules,
            r => Assert.Equal("192.168.0.0/16", Network(r)),
            r => Assert.Equal("2001:db8::/32", Network(r)),
            r => Assert.Null(r.Condition));
        Assert.Equal([true, true, false], rules.Select(r => r.Action is TcpRuleAction.Accept));
    }

    [Fact]
    public void TakesTheServersAddressRules_WhenStreamHasSomeToo()
    {
        var config = NginxText.Load(NginxText.Stream(inStream: "deny all;", inServer: "allow all;"));

        Assert.IsType<TcpRuleAction.Accept>(Assert.Single(config.Frontends[0].ConnectionRules).Action);
    }

    [Fact]
    public void WaitsForTheConnectAsLongAsAsked()
    {
        var config = NginxText.Load(NginxText.Stream("hash $mqtt_preread_clientid;", "mqtt_preread on; preread_timeout 5s; preread_buffer_size 64k;"));

        Assert.Equal(TimeSpan.FromSeconds(5), config.Frontends[0].ConnectPacketTimeout);
        Assert.Equal(65536, config.Global.MaxConnectPacketSize);
    }

    [Theory]
    [InlineData("preread_timeout 5s;", "lb.conf:9: 'preread_buffer_size' and 'preread_timeout' have no effect without 'mqtt_preread on'.")]
    [InlineData("tcp_nodelay off;", "lb.conf:11: 'tcp_nodelay' off has no effect here: bytes are sent on without delay.")]
    [InlineData("listen 1 reuseport;", "lb.conf:11: 'listen' parameter 'reuseport' has no effect here: the balancer sets its sockets up by itself.")]
    [InlineData("listen 1 so_keepalive=30m::10;", "lb.conf:11: 'listen' 'so_keepalive=30m::10' turns keep-alive on; its times and count are the system's.")]
    public void Warns_WhenASettingChangesNothing(string line, string warning) =>
        Assert.Equal(warning, Assert.Single(NginxText.Warnings(NginxText.Stream(inServer: line))));

    [Fact]
    public void Warns_WhenProxyTimeoutIsBelowTheKeepAliveOfClients()
    {
        var warning = Assert.Single(NginxText.Warnings(NginxText.Stream(inServer: "proxy_timeout 50s;")));

        Assert.StartsWith("lb.conf:11: 'proxy_timeout' 50s closes MQTT clients that are merely quiet", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void SaysNothing_WhenProxyTimeoutIsWellAboveTheKeepAliveOfClients() =>
        Assert.Empty(NginxText.Warnings(NginxText.Stream(inServer: "proxy_timeout 90s;")));

    private static string Network(TcpRuleConfig rule) =>
        ((AclPattern.Network)rule.Condition!.AnyOf[0][0].AnyOf[0].Patterns[0]).Value.ToString();

    private static FrontendConfig Frontend(string line) => Assert.Single(NginxText.Load(NginxText.Stream(inServer: line)).Frontends);
}
