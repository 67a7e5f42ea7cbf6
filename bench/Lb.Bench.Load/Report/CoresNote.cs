using System.Globalization;
using System.Text;

namespace Lb.Bench.Load.Report;

/// <summary>Says what the second core brought, where both rows about it were measured.</summary>
internal static class CoresNote
{
    private const string One = "cores-1";
    private const string Two = "cores-2";

    /// <returns>A line for each balancer, or nothing.</returns>
    public static string Format(Comparison comparison)
    {
        var text = new StringBuilder();
        foreach (var balancer in comparison.Balancers)
        {
            double cpu = comparison.Ratio(Two, One, balancer.Name, measurement => measurement.Value);
            double rate = comparison.Ratio(Two, One, balancer.Name, measurement => measurement.PerSecond);
            if (double.IsNaN(cpu) || double.IsNaN(rate))
                continue;
            text.Append(CultureInfo.InvariantCulture, $"\nTwo cores against one, {balancer.Name}: {rate:F2} times the messages per second, ");
            text.Append(CultureInfo.InvariantCulture, $"{cpu:F2} times the CPU per message. The load keeps its share of the second core, so twice the messages cannot be had here.\n");
        }

        return text.ToString();
    }
}
