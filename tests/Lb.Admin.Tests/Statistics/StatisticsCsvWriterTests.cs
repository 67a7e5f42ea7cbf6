using Lb.Admin.Statistics;

namespace Lb.Admin.Tests.Statistics;

public sealed class StatisticsCsvWriterTests
{
    [Fact]
    public async Task WritesARowForEachFrontendServerAndBackend_InHaproxysOrder()
    {
        await using var running = new RunningState();
        var rows = Read(running).Select(row => $"{row["# pxname"]}/{row["svname"]}/{row["type"]}/{row["iid"]}/{row["sid"]}");
        Assert.Equal(
            ["mqtt/FRONTEND/0/1/0", "brokers/b1/2/2/1", "brokers/b2/2/2/2", "brokers/b3/2/2/3", "brokers/b4/2/2/4", "brokers/BACKEND/1/2/0"], rows);
    }

    [Fact]
    public async Task WritesOneSection_WhereFrontendAndBackendShareAName()
    {
        await using var running = new RunningState(frontend: "both", backend: "both");
        Assert.Equal(["FRONTEND", "b1", "b2", "b3", "b4", "BACKEND"], Read(running).Select(row => row["svname"]));
        Assert.All(Read(running), row => Assert.Equal("1", row["iid"]));
    }

    [Theory]
    [InlineData("b1", "status", "UP")]
    [InlineData("b1", "weight", "5")]
    [InlineData("b1", "slim", "100")]
    [InlineData("b1", "scur", "1")]
    [InlineData("b1", "stot", "5")]
    [InlineData("b1", "check_status", "L7OK")]
    [InlineData("b1", "check_code", "0")]
    [InlineData("b1", "check_duration", "12")]
    [InlineData("b1", "check_desc", "Layer7 check passed")]
    [InlineData("b1", "check_rise", "2")]
    [InlineData("b1", "check_fall", "3")]
    [InlineData("b1", "check_health", "4")]
    [InlineData("b1", "lastsess", "75")]
    [InlineData("b2", "status", "DOWN")]
    [InlineData("b2", "slim", "")]
    [InlineData("b2", "check_status", "L4CON")]
    [InlineData("b2", "chkfail", "1")]
    [InlineData("b2", "chkdown", "1")]
    [InlineData("b2", "downtime", "75")]
    [InlineData("b2", "lastsess", "-1")]
    [InlineData("b2", "last_chk", "Connection \"refused\", <b>")]
    [InlineData("b3", "status", "MAINT")]
    [InlineData("b4", "status", "no check")]
    [InlineData("b4", "check_status", "")]
    [InlineData("b4", "act", "0")]
    [InlineData("b4", "bck", "1")]
    [InlineData("FRONTEND", "status", "OPEN")]
    [InlineData("FRONTEND", "slim", "500")]
    [InlineData("FRONTEND", "bin", "12345")]
    [InlineData("FRONTEND", "qcur", "")]
    [InlineData("BACKEND", "status", "UP")]
    [InlineData("BACKEND", "act", "1")]
    [InlineData("BACKEND", "bck", "1")]
    [InlineData("BACKEND", "uweight", "5")]
    public async Task HasTheValue_InTheColumnOfItsName(string service, string column, string expected)
    {
        await using var running = new RunningState();
        running.Live();
        Assert.Equal(expected, Read(running).Single(row => row["svname"] == service)[column]);
    }

    [Fact]
    public async Task EveryRowHasAsManyCellsAsTheHeader_WhateverTheNamesHold()
    {
        await using var running = new RunningState(frontend: "a,b\"c", backend: "x\ny", server: "\"");
        var rows = Read(running);
        Assert.Equal("a,b\"c", rows[0]["# pxname"]);
        Assert.Equal("x\ny", rows[1]["# pxname"]);
        Assert.Equal("\"", rows[1]["svname"]);
    }

    private static List<Dictionary<string, string>> Read(RunningState running)
    {
        var lines = CsvText.Parse(StatisticsCsvWriter.Write(running.State));
        Assert.All(lines, line => Assert.Equal(lines[0].Count, line.Count));
        return [.. lines.Skip(1).Select(line => lines[0].Zip(line).SkipLast(1).ToDictionary(cell => cell.First, cell => cell.Second))];
    }
}
