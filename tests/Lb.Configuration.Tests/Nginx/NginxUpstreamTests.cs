using Lb.Configuration.Model;

namespace Lb.Configuration.Tests.Nginx;

public sealed class NginxUpstreamTests
{
    [Fact]
    public void FillsNginxDefaultsIn()
    {
        var backend = Backend("");

        Assert.Equal("u", backend.Name);
        Assert.Equal(BalanceAlgorithm.RoundRobin, backend.Balance.Algorithm);
        Assert.Equal(TimeSpan.FromSeconds(60), backend.ConnectTimeout);
        Assert.Equal(TimeSpan.FromMinutes(10), backend.ServerTimeout);
        Assert.Equal(new RetryConfig { NextServerAtOnce = true, Retries = null }, backend.Retry);
        Assert.Equal(["10.0.0.1:1883", "10.0.0.2:1883"], backend.Servers.Select(s => s.Name));
        Assert.Equal([1, 2], backend.Servers.Select(s => s.Id));
        Assert.All(backend.Servers, s => Assert.Equal(new PassiveFailureConfig(1, TimeSpan.FromSeconds(10)), s.PassiveFailures));
        Assert.All(backend.Servers, s => Assert.Null(s.Check));
    }

    [Fact]
    public void ReadsTheParametersOfAServer()
    {
        var server = Backend("server one.example:1884 weight=5 max_fails=3 fail_timeout=30s max_conns=100 down;").Servers[0];

        Assert.Equal(("one.example", 1884, 5), (server.AddressText, server.Port, server.Weight));
        Assert.Equal(new PassiveFailureConfig(3, TimeSpan.FromSeconds(30)), server.PassiveFailures);
        Assert.Equal((100, true, true), (server.MaxConnections, server.SkipWhenFull, server.Disabled));
    }

    [Fact]
    public void CountsNoFailures_WhenMaxFailsIsZero() => Assert.Null(Backend("server 10.0.0.3:1 max_fails=0;").Servers[0].PassiveFailures);

    [Fact]
    public void CountsNoFailures_WhenThereIsOneServerOnly()
    {
        var config = NginxText.Load("stream { upstream u { server 10.0.0.1:1883 max_fails=2; } server { listen 1883; proxy_pass u; } }");

        Assert.Null(config.Backends[0].Servers[0].PassiveFailures);
    }

    [Fact]
    public void MakesAServerOfEachAddress_WhenANameHasSeveral()
    {
        var servers = Backend("server two.example:1883;").Servers;

        Assert.Equal(["192.0.2.1:1883", "[2001:db8::1]:1883"], servers.Take(2).Select(s => s.Name));
        Assert.All(servers.Take(2), s => Assert.Equal("two.example", s.AddressText));
    }

    [Fact]
    public void KeepsNamesApart_WhenAServerIsListedTwice()
    {
        Assert.Equal(["10.0.0.1:1883", "10.0.0.1:1883#2", "10.0.0.2:1883"], Backend("server 10.0.0.1:1883;").Servers.Select(s => s.Name));
    }

    [Theory]
    [InlineData("hash $remote_addr;", BalanceAlgorithm.Crc32Walk)]
    [InlineData("hash $remote_addr consistent;", BalanceAlgorithm.Ketama)]
    [InlineData("least_conn;", BalanceAlgorithm.LeastConnections)]
    [InlineData("random;", BalanceAlgorithm.Random)]
    [InlineData("random two least_conn;", BalanceAlgorithm.Random)]
    public void ReadsTheMethod(string line, BalanceAlgorithm algorithm) => Assert.Equal(algorithm, Backend(line).Balance.Algorithm);

    [Theory]
    [InlineData("random;", 1)]
    [InlineData("random two;", 2)]
    public void DrawsAsManyServersAsAsked(string line, int draws) => Assert.Equal(draws, Backend(line).Balance.RandomDraws);

    [Fact]
    public void HashesTheClientAddress()
    {
        var key = Backend("hash $remote_addr;").Balance.Key!;

        Assert.IsType<SampleFetch.Source>(key.Fetch);
        Assert.False(key.NeedsPayload);
    }

    [Fact]
    public void HashesTextAndVariablesInARow()
    {
        var parts = Assert.IsType<SampleFetch.Concatenation>(Backend("hash \"${remote_addr}:$server_port-x\";").Balance.Key!.Fetch).Parts;

        Assert.Collection(
            parts,
            p => Assert.IsType<SampleFetch.Source>(p.Fetch),
            p => Assert.Equal(new SampleFetch.TextConstant(":"), p.Fetch),
            p => Assert.IsType<SampleFetch.DestinationPort>(p.Fetch),
            p => Assert.Equal(new SampleFetch.TextConstant("-x"), p.Fetch));
    }

    [Theory]
    [InlineData("$mqtt_preread_clientid", "client_identifier")]
    [InlineData("$mqtt_preread_username", "username")]
    public void HashesAFieldOfTheConnect_WhenPrereadIsOn(string variable, string field)
    {
        var config = NginxText.Load(NginxText.Stream($"hash {variable} consistent;", inStream: "mqtt_preread on;"));

        var key = config.Backends[0].Balance.Key!;
        Assert.True(key.NeedsPayload);
        Assert.Equal(new SampleConverter.MqttFieldValue("connect", field), Assert.Single(key.Converters));
        Assert.Equal(TimeSpan.FromSeconds(30), config.Frontends[0].ConnectPacketTimeout);
    }

    [Theory]
    [InlineData("hash $mqtt_preread_clientid;", "lb.conf:12: upstream 'u' hashes '$mqtt_preread_clientid', which is empty without 'mqtt_preread on;'")]
    [InlineData("hash $nope;", "lb.conf:5: 'hash': variable '$nope' cannot be used here. Usable: $mqtt_preread_clientid, ")]
    [InlineData("hash $remote_addr sticky;", "lb.conf:5: 'hash': unknown parameter 'sticky'.")]
    [InlineData("hash $remote_addr; server 10.0.0.9:1 backup;", "lb.conf:5: 'backup' cannot be used with 'hash' (line 5)")]
    [InlineData("random; server 10.0.0.9:1 backup;", "lb.conf:5: 'backup' cannot be used with 'random'")]
    [InlineData("random three;", "lb.conf:5: 'random': takes nothing, 'two' or 'two least_conn'.")]
    [InlineData("random two least_time=connect;", "lb.conf:5: 'random': 'least_time=connect' is not built yet.")]
    [InlineData("zone z 4k;", "lb.conf:5: 'zone': zone 'z' is too small. Give at least 32k.")]
    [InlineData("server 10.0.0.9;", "lb.conf:5: 'server': '10.0.0.9' names no port.")]
    [InlineData("server 10.0.0.9:0;", "lb.conf:5: 'server': '0' is not a port from 1 to 65535.")]
    [InlineData("server nowhere.example:1;", "lb.conf:5: 'server': 'nowhere.example' is neither an address nor a name that can be resolved.")]
    [InlineData("server 10.0.0.999:1;", "lb.conf:5: 'server': '10.0.0.999' is neither an address nor a name")]
    [InlineData("server unix:/run/broker.sock;", "lb.conf:5: 'server': unix sockets are not built yet.")]
    [InlineData("server 10.0.0.9:1 weight=0;", "lb.conf:5: 'server': '0' is not a number from 1 to 256.")]
    [InlineData("server 10.0.0.9:1 slow_start=30s;", "lb.conf:5: 'server': parameter 'slow_start' is not built yet.")]
    [InlineData("server 10.0.0.9:1 wieght=1;", "lb.conf:5: 'server': unknown parameter 'wieght=1'.")]
    public void NamesTheLine_WhenAnUpstreamIsWrong(string line, string error) => Assert.StartsWith(error, NginxText.Error(NginxText.Stream(line)));

    [Theory]
    [InlineData("stream { upstream u { } }", "lb.conf:1: 'upstream': 'u' has no server.")]
    [InlineData("stream { upstream u { server 10.0.0.1:1 backup; } }", "lb.conf:1: upstream 'u' has backups only.")]
    [InlineData("stream { upstream u { server 10.0.0.1:1; }\nupstream u { server 10.0.0.1:1; } }", "lb.conf:2: 'upstream': 'u' was defined already at lb.conf:1.")]
    public void NamesTheLine_WhenUpstreamsAreMalformed(string text, string error) => Assert.StartsWith(error, NginxText.Error(text));

    [Fact]
    public void SaysThatTheLastMethodCounts_WhenThereAreTwo()
    {
        Assert.Equal("lb.conf:5: 'least_conn' replaces the method of line 5: the last one counts.", Assert.Single(NginxText.Warnings(NginxText.Stream("hash $remote_addr; least_conn;"))));
    }

    [Fact]
    public void SaysThatAnUpstreamIsEmpty_WhenThereAreOtherErrorsToo()
    {
        Assert.Contains(
            NginxText.Parse("nonsense on;\nstream { upstream u { } }").Diagnostics,
            d => d.ToString().StartsWith("lb.conf:2: 'upstream': 'u' has no server.", StringComparison.Ordinal));
    }

    [Fact]
    public void ReadsBackups() => Assert.True(Backend("least_conn; server 10.0.0.9:1 backup;").Servers[0].Backup);

    private static BackendConfig Backend(string line) => Assert.Single(NginxText.Load(NginxText.Stream(line)).Backends);
}
