using Lb.Configuration.Diagnostics;
using Lb.Configuration.Model;

namespace Lb.Configuration.Tests.HaProxy;

/// <summary>What section <c>global</c> becomes.</summary>
public sealed class GlobalTests
{
    [Fact]
    public void ReadsTheSettingsOfTheProcess()
    {
        var global = HaProxyText.Load(HaProxyText.Global(
            "maxconn 50000", "nbthread 2", "hard-stop-after 30s", "spread-checks 5", "tune.bufsize 32k", "tune.mqtt.max-connect-size 1m",
                "description the balancer")).Global;

        Assert.Equal((50000, 2, 5), (global.MaxConnections, global.Threads, global.SpreadChecksPercent));
        Assert.Equal(TimeSpan.FromSeconds(30), global.HardStopAfter);
        Assert.Equal((32 * 1024, 1024 * 1024), (global.BufferSize, global.MaxConnectPacketSize));
        Assert.Equal("the balancer", global.InstanceName);
    }

    [Fact]
    public void HasDefaults_WhereNothingIsWritten() =>
        Assert.Equal(new GlobalConfig(), HaProxyText.Load(HaProxyText.Frontend()).Global with { Logs = new GlobalConfig().Logs });

    [Theory]
    [InlineData("balance", "balence", 1)]
    [InlineData("timeout", "timeuot", 1)]
    [InlineData("check", "chek", 1)]
    [InlineData("mode", "mode", 0)]
    [InlineData("abc", "xyz", 3)]
    public void CountsLettersThatDiffer_WithASwapAsOne(string a, string b, int distance) =>
        Assert.Equal(distance, KeywordSuggestion.Distance(a, b));

    [Fact]
    public void SuggestsNothing_WhenNoWordIsNear() => Assert.Equal("", KeywordSuggestion.For("frobnicate", ["balance", "bind"]));
}
