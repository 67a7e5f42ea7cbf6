namespace Lb.Configuration.Tests.HaProxy;

/// <summary>What loads, and is hardly what was meant.</summary>
public sealed class WarningTests
{
    [Theory]
    [InlineData("timeout client 50s", "'timeout client 50s' closes MQTT clients that are merely quiet")]
    [InlineData("balance source", "'balance': ignored because frontend 'f' has no servers of its own.")]
    [InlineData("stick-table type ip size 1k", "'stick-table': ignored because frontend 'f' has no servers of its own.")]
    [InlineData("option httplog", "'option httplog': there are no HTTP log lines")]
    [InlineData("option forwardfor", "'option forwardfor': has no effect here;")]
    [InlineData("stats enable", "frontend 'f' is not in HTTP mode, so its 'stats' lines are ignored.")]
    [InlineData("http-request use-service prometheus-exporter",
        "frontend 'f' is not in HTTP mode, so 'http-request use-service' is ignored.")]
    [InlineData("bind *:1884 crt /some.pem", "'bind *:1884': certificates are given, but 'ssl' is not: this port speaks plain TCP.")]
    [InlineData("bind *:1883", "'bind 0.0.0.0:1883': the address is bound at lb.cfg:6 already")]
    [InlineData("tcp-request content accept if { ssl_fc yes }",
        "'tcp-request content accept': the pattern 'yes' is not compared with anything")]
    public void SaysSo_OfAFrontend(string line, string message) => Expect(HaProxyText.Frontend(line), message);

    [Theory]
    [InlineData("timeout server 50s", "'timeout server 50s' closes MQTT clients that are merely quiet")]
    [InlineData("timeout tunnel 1m", "'timeout tunnel 1m' closes MQTT clients that are merely quiet")]
    [InlineData("bind *:1884", "'bind': ignored because backend 'b' has no binds of its own.")]
    [InlineData("maxconn 10", "'maxconn': ignored because backend 'b' has no binds of its own.")]
    [InlineData("default_backend b", "'default_backend': ignored because backend 'b' has no binds of its own.")]
    [InlineData("mode http", "backend 'b' is in HTTP mode, but its bytes are relayed as they are")]
    [InlineData("tcp-check connect", "backend 'b' has 'tcp-check' steps that never run")]
    [InlineData("server a 10.0.0.1:1883 check-send-proxy", "'server a': 'check-send-proxy' has no effect without 'check'")]
    [InlineData("stick-table type ip len 4 size 1k", "'stick-table': 'len' has no effect on keys of a fixed size.")]
    public void SaysSo_OfABackend(string line, string message) => Expect(HaProxyText.Backend(line), message);

    [Theory]
    [InlineData("daemon", "'daemon': has no effect here; the program stays in the foreground")]
    [InlineData("nbproc 1", "'nbproc': has no effect here;")]
    [InlineData("user haproxy", "'user': has no effect here;")]
    [InlineData("tune.ssl.default-dh-param 2048", "'tune.ssl.default-dh-param': has no effect here;")]
    public void SaysSo_OfTheProcess(string line, string message) =>
        Expect($"global\n    {line}\n{HaProxyText.Frontend()}", message);

    [Theory]
    [InlineData("timeout server 90s")]
    [InlineData("timeout server 50s\ntimeout tunnel 2h")]
    public void IsSilent_WhenQuietClientsCanStay(string lines) =>
        Assert.Empty(HaProxyText.Warnings(HaProxyText.Backend(lines.Split('\n'))));

    [Fact]
    public void IsSilentOfAnHttpFrontendsShortTimeouts() =>
        Assert.Empty(HaProxyText.Warnings("frontend s\n    mode http\n    bind :8404\n    timeout client 5s\n    stats enable\n"));

    [Fact]
    public void ReportsTheLineInDefaultsOnce_WhenManyFrontendsInheritIt()
    {
        var text = "defaults\n    timeout connect 5s\n    timeout client 50s\n    timeout server 5m\n"
            + "frontend f\n    bind :1883\n    default_backend b\nfrontend g\n    bind :1884\n    default_backend b\nbackend b\n    server a 10.0.0.1:1883\n";

        Assert.StartsWith("lb.cfg:3: ", Assert.Single(HaProxyText.Warnings(text)), StringComparison.Ordinal);
    }

    [Fact]
    public void ReadsTheTimeZeroAsNoLimit()
    {
        var warnings = HaProxyText.Warnings(HaProxyText.Frontend("timeout client 0"));

        Assert.StartsWith("lb.cfg:6: 'timeout client': 0 means 'no limit'", warnings[0], StringComparison.Ordinal);
        Assert.Contains("frontend 'f' has no 'timeout client'", warnings[1], StringComparison.Ordinal);
        Assert.Null(HaProxyText.LoadFrontend("timeout client 0").ClientTimeout);
    }

    [Theory]
    [InlineData("", "'timeout client'", "frontend 'f'")]
    [InlineData("timeout client 5m\n    timeout connect 5s", "'timeout server'", "backend 'b'")]
    [InlineData("timeout client 5m\n    timeout server 5m", "'timeout connect'", "backend 'b'")]
    public void NamesTheTimeoutsThatAreMissing(string lines, string timeout, string section) =>
        Assert.Contains(
            HaProxyText.Warnings($"defaults\n    {lines}\nfrontend f\n    bind :1883\n    default_backend b\nbackend b\n    server a 10.0.0.1:1883\n"),
            w => w.Contains($"{section} has no {timeout}", StringComparison.Ordinal));

    [Fact]
    public void SaysThatAFrontendForwardsNowhere() =>
        Expect("defaults\n    timeout client 5m\nfrontend f\n    bind :1883\n",
            "frontend 'f' has no default_backend, no use_backend and no server: every connection is closed.");

    [Fact]
    public void NoticesAMissingLineFeedAtTheEnd() =>
        Assert.StartsWith("lb.cfg:11: the last line has no line feed",
            Assert.Single(HaProxyText.Notices(HaProxyText.Frontend("mode tcp").TrimEnd())), StringComparison.Ordinal);

    [Fact]
    public void NoticesThatKeysKeepTheirLength() =>
        Assert.Contains("'len 32' does not cut keys here",
            Assert.Single(HaProxyText.Notices(HaProxyText.Backend("stick-table type string len 32 size 1k"))), StringComparison.Ordinal);

    private static void Expect(string text, string message) =>
        Assert.Contains(message, Assert.Single(HaProxyText.Warnings(text)), StringComparison.Ordinal);
}
