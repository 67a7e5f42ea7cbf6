using Lb.Bench.Load.Balancers;
using Lb.Bench.Load.Measuring;
using Lb.Bench.Load.Report;
using Lb.Bench.Load.Rows;

namespace Lb.Bench.Load.Tests;

public class ComparisonTests
{
    private static readonly IReadOnlyList<Balancer> Both = [.. Balancer.All("/mqlb", "/mqlb").Where(balancer => balancer.Name is "haproxy" or "mqlb")];
    private static readonly IReadOnlyList<BenchRow> OneRow = [BenchRows.All[0]];

    [Fact]
    public void RatioIsTheMedianOfTheRoundsRatios_SoThatASlowRoundFallsOut()
    {
        var comparison = Of(("haproxy", 1, 10), ("mqlb", 1, 20), ("haproxy", 2, 100), ("mqlb", 2, 200), ("haproxy", 3, 10), ("mqlb", 3, 40));
        Assert.Equal(2, comparison.Ratio(OneRow[0].Name, "mqlb"));
    }

    [Fact]
    public void RatioLeavesARoundOut_WhenEitherSideFailedInIt()
    {
        var comparison = Of(("haproxy", 1, 10), ("mqlb", 1, 30), ("haproxy", 2, double.NaN), ("mqlb", 2, 5), ("haproxy", 3, 10), ("mqlb", 3, double.NaN));
        Assert.Equal(3, comparison.Ratio(OneRow[0].Name, "mqlb"));
    }

    [Fact]
    public void TableShowsValueSpreadAndRatio()
    {
        var comparison = Of(("haproxy", 1, 12.5), ("mqlb", 1, 25));
        Assert.Equal(
            $"""
            | work | unit | haproxy | mqlb | mqlb / haproxy |
            | --- | --- | --: | --: | --: |
            | {OneRow[0].Title} | us CPU | 12.5 ±0 % | 25.0 ±0 % | 2.00 |

            """,
            ComparisonTable.Format(comparison));
    }

    [Fact]
    public void TableSaysFailed_WhenNoRoundGaveAValue()
    {
        var comparison = Of(("haproxy", 1, 12.5), ("mqlb", 1, double.NaN));
        Assert.Contains("| 12.5 ±0 % | failed | – |", ComparisonTable.Format(comparison), StringComparison.Ordinal);
    }

    [Fact]
    public void NoteTellsWhatTheSecondCoreBrought()
    {
        var rows = BenchRows.All.Where(row => row.ShowsRate).ToList();
        var comparison = new Comparison(rows, Both);
        comparison.Add(new Sample("cores-1", "mqlb", 1, new Measurement(10, PerSecond: 40_000)));
        comparison.Add(new Sample("cores-2", "mqlb", 1, new Measurement(10.5, PerSecond: 50_000)));
        comparison.Add(new Sample("cores-1", "haproxy", 1, new Measurement(10, PerSecond: 40_000)));
        comparison.Add(new Sample("cores-2", "haproxy", 1, Measurement.Failed("test")));

        string note = CoresNote.Format(comparison);

        Assert.Contains("mqlb: 1.25 times the messages per second, 1.05 times the CPU per message.", note, StringComparison.Ordinal);
        Assert.DoesNotContain("haproxy", note, StringComparison.Ordinal);
        Assert.Contains("| 10.0 ±0 %, 40000/s |", ComparisonTable.Format(comparison), StringComparison.Ordinal);
    }

    private static Comparison Of(params (string Balancer, int Round, double Value)[] samples)
    {
        var comparison = new Comparison(OneRow, Both);
        foreach (var (balancer, round, value) in samples)
            comparison.Add(new Sample(OneRow[0].Name, balancer, round, double.IsNaN(value) ? Measurement.Failed("test") : new Measurement(value)));
        return comparison;
    }
}
