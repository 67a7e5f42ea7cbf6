using System.Globalization;
using System.Text;
using Lb.Bench.Load.Balancers;
using Lb.Bench.Load.Measuring;
using Lb.Bench.Load.Rows;

namespace Lb.Bench.Load.Report;

/// <summary>Writes a <see cref="Comparison"/> as a Markdown table, one row per <see cref="BenchRow"/>.</summary>
internal static class ComparisonTable
{
    public static string Format(Comparison comparison)
    {
        var others = comparison.Balancers.Where(balancer => balancer.Name != comparison.Reference).ToList();
        var text = new StringBuilder("| work | unit |");
        foreach (var balancer in comparison.Balancers)
            text.Append(CultureInfo.InvariantCulture, $" {balancer.Name} |");
        foreach (var balancer in others)
            text.Append(CultureInfo.InvariantCulture, $" {balancer.Name} / {comparison.Reference} |");
        text.Append("\n| --- | --- |").Insert(text.Length, " --: |", comparison.Balancers.Count + others.Count).Append('\n');
        foreach (var row in comparison.Rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row.Title} | {row.Unit} |");
            foreach (var balancer in comparison.Balancers)
                text.Append(CultureInfo.InvariantCulture, $" {Value(comparison, row, balancer)} |");
            foreach (var balancer in others)
                text.Append(CultureInfo.InvariantCulture, $" {Ratio(comparison.Ratio(row.Name, balancer.Name))} |");
            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Median with three significant digits and the spread, such as <c>12.7 ±3 %</c>.</summary>
    public static string Value(IReadOnlyList<double> values) => values.Count == 0
        ? "n/a"
        : string.Create(CultureInfo.InvariantCulture, $"{ThreeDigits(Statistics.Median(values))} ±{Statistics.Spread(values) * 100:F0} %");

    private static string Value(Comparison comparison, BenchRow row, Balancer balancer)
    {
        var values = comparison.Values(row.Name, balancer.Name);
        if (values.Count == 0 && comparison.Failure(row.Name, balancer.Name) is not null)
            return "failed";
        return Value(values) + (row.ShowsRate ? Rate(comparison.Rates(row.Name, balancer.Name)) : "");
    }

    private static string Rate(IReadOnlyList<double> perSecond) =>
        perSecond.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {Statistics.Median(perSecond):F0}/s");

    private static string Ratio(double ratio) => double.IsNaN(ratio) ? "–" : ratio.ToString("F2", CultureInfo.InvariantCulture);

    private static string ThreeDigits(double value) =>
        value.ToString(Math.Abs(value) switch { >= 100 => "F0", >= 10 => "F1", _ => "F2" }, CultureInfo.InvariantCulture);
}
