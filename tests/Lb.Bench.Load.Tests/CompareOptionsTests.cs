using Lb.Bench.Load.CommandLine;
using Lb.Bench.Load.Rows;

namespace Lb.Bench.Load.Tests;

public class CompareOptionsTests
{
    [Fact]
    public void MeasuresEverythingInFiveRounds_WithoutArguments()
    {
        var (options, error) = CompareOptions.Parse(RowSet.Compare, []);
        Assert.Null(error);
        Assert.Equal(BenchRows.All, options!.Rows);
        Assert.Equal(["haproxy", "nginx", "mqlb"], options.Balancers.Select(balancer => balancer.Name));
        Assert.Equal((5, 1.0), (options.Rounds, options.Scale));
    }

    [Fact]
    public void KeepsTheTablesOrder_WhateverTheOrderOfTheNames()
    {
        var (options, _) = CompareOptions.Parse(RowSet.Compare, ["--only", "plain,tls-rsa", "--balancers", "mqlb,haproxy"]);
        Assert.Equal(["tls-rsa", "plain"], options!.Rows.Select(row => row.Name));
        Assert.Equal(["haproxy", "mqlb"], options.Balancers.Select(balancer => balancer.Name));
    }

    [Fact]
    public void ComparesBrokersWithMosquitto_InRowsOfTheirOwn()
    {
        var (options, _) = CompareOptions.Parse(RowSet.Broker, []);
        Assert.Equal(["mosquitto", "mqlb"], options!.Balancers.Select(balancer => balancer.Name));
        Assert.Equal("mosquitto", options.Reference);
        Assert.Equal(["qos-0", "qos-1", "connections", "connect"], options.Rows.Select(row => row.Name));
        Assert.Equal("--balancers: 'nginx' is none of mosquitto, mqlb, mqlb-before", CompareOptions.Parse(RowSet.Broker, ["--balancers", "nginx"]).Error);
    }

    [Fact]
    public void TakesAGroup_ForANameThatNoRowHas()
    {
        var (options, _) = CompareOptions.Parse(RowSet.Compare, ["--only", "cores,plain"]);
        Assert.Equal(["plain", "cores-1", "cores-2"], options!.Rows.Select(row => row.Name));
    }

    [Fact]
    public void TakesTheRowAlone_WhenItsNameIsAlsoTheStartOfAnother()
    {
        var (options, _) = CompareOptions.Parse(RowSet.Compare, ["--only", "publish-128"]);
        Assert.Equal(["publish-128"], options!.Rows.Select(row => row.Name));
    }

    [Fact]
    public void MeasuresHaproxyAndMqlb_ForTheCurve()
    {
        var (options, _) = CompareOptions.Parse(RowSet.Curve, []);
        Assert.Equal(["haproxy", "mqlb"], options!.Balancers.Select(balancer => balancer.Name));
        Assert.Equal(["message-100", "message-300", "message-1000", "message-3000", "message-9000"], options.Rows.Take(5).Select(row => row.Name));
        Assert.Contains("curve", options.OutputPath, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--only", "no-such-row", "no-such-row")]
    [InlineData("--balancers", "envoy", "envoy")]
    [InlineData("--rounds", "0", "--rounds")]
    [InlineData("--scale", "NaN", "--scale")]
    [InlineData("--colour", "red", "--colour")]
    public void NamesWhatIsWrong_WhenAnArgumentIs(string option, string value, string named)
    {
        var (options, error) = CompareOptions.Parse(RowSet.Compare, [option, value]);
        Assert.Null(options);
        Assert.Contains(named, error, StringComparison.Ordinal);
    }

    [Fact]
    public void NamesTheOption_WhenItsValueIsMissing()
    {
        var (_, error) = CompareOptions.Parse(RowSet.Compare, ["--rounds"]);
        Assert.Contains("--rounds", error, StringComparison.Ordinal);
    }
}
