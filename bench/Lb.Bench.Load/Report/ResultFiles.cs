using System.Globalization;
using System.Text;

namespace Lb.Bench.Load.Report;

/// <summary>Writes a run's table and environment as Markdown, and beside it every sample as CSV.</summary>
internal static class ResultFiles
{
    /// <param name="markdownPath">Where the table goes; the samples go to the same name with <c>.csv</c>.</param>
    /// <param name="comparison">The numbers.</param>
    /// <param name="environment">Where they come from.</param>
    public static void Write(string markdownPath, Comparison comparison, RunEnvironment environment)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(markdownPath))!);
        File.WriteAllText(markdownPath, Markdown(comparison, environment));
        File.WriteAllText(Path.ChangeExtension(markdownPath, ".csv"), Csv(comparison));
    }

    private static string Markdown(Comparison comparison, RunEnvironment environment)
    {
        var text = new StringBuilder("# Side by side\n\n");
        foreach (var (name, value) in environment.Facts)
            text.Append(CultureInfo.InvariantCulture, $"- {name}: `{value}`\n");
        text.Append("\nMedian of the rounds; ± is half the distance from the lowest to the highest. A ratio is the median of each round's ratio.\n\n");
        text.Append(ComparisonTable.Format(comparison));
        text.Append(CoresNote.Format(comparison));
        double others = comparison.Samples.Max(sample => sample.Measurement.OtherWork) ?? 0;
        text.Append(CultureInfo.InvariantCulture, $"\nOther work on the two cores, in the worst measurement: {others * 100:F0} % of the time.\n");
        foreach (var sample in comparison.Samples.Where(sample => sample.Measurement.Failure is not null))
            text.Append(CultureInfo.InvariantCulture, $"\nFailed: {sample.Row}, {sample.Balancer}, round {sample.Round}: {sample.Measurement.Failure}\n");
        return text.ToString();
    }

    private static string Csv(Comparison comparison)
    {
        var units = comparison.Rows.ToDictionary(row => row.Name, row => row.Unit);
        var text = new StringBuilder("row,unit,balancer,round,value,per_second,other_work,detail,failure\n");
        foreach (var (row, balancer, round, measurement) in comparison.Samples)
        {
            text.Append(CultureInfo.InvariantCulture, $"{row},{units[row]},{balancer},{round},{measurement.Value:F3},{measurement.PerSecond:F0},{measurement.OtherWork:F3},");
            text.Append(CultureInfo.InvariantCulture, $"{Quoted(measurement.Detail)},{Quoted(measurement.Failure ?? "")}\n");
        }

        return text.ToString();
    }

    private static string Quoted(string field) => $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
