using Lb.Bench.Load.CommandLine;
using Lb.Bench.Load.Rows;

namespace Lb.Bench.Load.Tests;

public class CompareOptionsTests
{
    [Fact]
    public void MeasuresEverythingInFiveRounds_WithoutArguments()
    {
        var (options, error) = CompareOptions.Parse([]);
        Assert.Null(error);
        Assert.Equal(BenchRows.All, options!.Rows);
        Assert.Equal(["haproxy", "nginx", "mqlb"], options.Balancers.Select(balancer => balancer.Name));
        Assert.Equal((5, 1.0), (options.Rounds, options.Scale));
    }

    [Fact]
    public void KeepsTheTablesOrder_WhateverTheOrderOfTheNames()
    {
        var (options, _) = CompareOptions.Parse(["--only", "plain,tls-rsa", "--balancers", "mqlb,haproxy"]);
        Assert.Equal(["tls-rsa", "plain"], options!.Rows.Select(row => row.Name));
        Assert.Equal(["haproxy", "mqlb"], options.Balancers.Select(balancer => balancer.Name));
    }

    [Theory]
    [InlineData("--only", "no-such-row", "no-such-row")]
    [InlineData("--balancers", "envoy", "envoy")]
    [InlineData("--rounds", "0", "--rounds")]
    [InlineData("--scale", "NaN", "--scale")]
    [InlineData("--colour", "red", "--colour")]
    public void NamesWhatIsWrong_WhenAnArgumentIs(string option, string value, string named)
    {
        var (options, error) = CompareOptions.Parse([option, value]);
        Assert.Null(options);
        Assert.Contains(named, error, StringComparison.Ordinal);
    }

    [Fact]
    public void NamesTheOption_WhenItsValueIsMissing()
    {
        var (_, error) = CompareOptions.Parse(["--rounds"]);
        Assert.Contains("--rounds", error, StringComparison.Ordinal);
    }
}
