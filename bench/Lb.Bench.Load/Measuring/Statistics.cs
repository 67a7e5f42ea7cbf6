namespace Lb.Bench.Load.Measuring;

/// <summary>What the report says about a handful of numbers.</summary>
internal static class Statistics
{
    /// <summary>The middle value, or the mean of the middle two. NaN for no values.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length == 0)
            return double.NaN;
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>Half the distance from the lowest to the highest value, as a share of the median. NaN for no values.</summary>
    public static double Spread(IReadOnlyCollection<double> values) =>
        values.Count == 0 ? double.NaN : (values.Max() - values.Min()) / 2 / Median(values);

    /// <summary>The smallest value that at least <paramref name="share"/> (0 to 1) of all values do not exceed. NaN for no values.</summary>
    public static double Percentile(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}
