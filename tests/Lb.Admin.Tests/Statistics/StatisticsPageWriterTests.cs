using System.Xml;
using System.Xml.Linq;
using Lb.Admin.Statistics;
using Lb.Configuration.Model;

namespace Lb.Admin.Tests.Statistics;

public sealed class StatisticsPageWriterTests
{
    private const string Hostile = "</td><script>alert('x')</script>\"&\u0001\ud800";

    [Fact]
    public async Task ShowsStateAndLastCheckOfEachServer()
    {
        await using var running = new RunningState();
        running.Live();
        var cells = Page(running).Descendants("tr").Select(row => row.Elements("td").Take(3).Select(cell => cell.Value).ToArray());
        Assert.Equal(
            [
                ["FRONTEND", "OPEN", ""],
                ["b1", "1m15s UP", "L7OK/0 in 12ms"],
                ["b2", "1m15s DOWN", "L4CON in 1ms"],
                ["b3", "1m15s MAINT", ""],
                ["b4", "1m15s no check", ""],
                ["BACKEND", "1m15s UP", ""],
            ],
            cells.Where(row => row.Length > 0));
    }

    [Fact]
    public async Task ExplainsTheLastCheck_WhereTheMouseIs()
    {
        await using var running = new RunningState();
        running.Live();
        var titles = Page(running).Descendants("td").Attributes("title").Select(title => title.Value);
        Assert.Contains("Layer4 connection problem: Connection \"refused\", <b>", titles);
    }

    [Fact]
    public async Task IsWellFormedAndRunsNothing_WhateverTheNamesHold()
    {
        await using var running = new RunningState(frontend: Hostile, backend: Hostile + "2", server: Hostile);
        var page = Page(running);
        Assert.Empty(page.Descendants("script"));
        Assert.Contains("</td><script>alert('x')</script>\"&\ufffd\ufffd", page.Descendants("td").Select(cell => cell.Value));
        Assert.Contains("</td><script>alert('x')</script>\"&\ufffd\ufffd", page.Descendants("h2").Select(title => title.Value));
    }

    [Fact]
    public async Task EveryRowIsAsWideAsTheHeadings()
    {
        await using var running = new RunningState();
        foreach (var table in Page(running).Descendants("table"))
        {
            var rows = table.Elements("tr").ToList();
            var width = rows[0].Elements("th").Sum(cell => (int)cell.Attribute("colspan")!);
            Assert.Equal(width, rows[1].Elements("th").Count());
            Assert.All(rows.Skip(2), row => Assert.Equal(width, row.Elements("td").Count()));
        }
    }

    [Theory]
    [InlineData(10.0, false, "10")]
    [InlineData(0.2, false, "1")]
    [InlineData(10.0, true, null)]
    [InlineData(null, false, null)]
    public async Task ReloadsItself_WhereRefreshIsSetAndTheRequestDoesNotForbidIt(double? refresh, bool noRefresh, string? expected)
    {
        await using var running = new RunningState();
        var config = new StatsConfig("/stats", refresh is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
        var page = Page(running, config, new StatisticsOptions(false, noRefresh, false));
        var meta = page.Descendants("meta").SingleOrDefault(meta => (string?)meta.Attribute("http-equiv") == "refresh");
        Assert.Equal(expected, (string?)meta?.Attribute("content"));
    }

    [Fact]
    public async Task LeavesOutServersThatAreDown_WhenAskedTo()
    {
        await using var running = new RunningState();
        running.Live();
        var page = Page(running, options: new StatisticsOptions(false, false, UpOnly: true));
        Assert.DoesNotContain("b2", page.Descendants("td").Select(cell => cell.Value));
        Assert.Contains("b1", page.Descendants("td").Select(cell => cell.Value));
    }

    private static XElement Page(RunningState running, StatsConfig? config = null, StatisticsOptions options = default)
    {
        var text = new StatisticsPageWriter(running.State, config ?? new StatsConfig("/stats", null), "1.0").Write(options);
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore };
        using var reader = XmlReader.Create(new StringReader(text), settings);
        return XElement.Load(reader);
    }
}
