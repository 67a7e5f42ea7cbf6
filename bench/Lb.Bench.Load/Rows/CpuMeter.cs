using System.Diagnostics;
using System.Globalization;
using Lb.Bench.Load.Load;
using Lb.Bench.Load.Measuring;

namespace Lb.Bench.Load.Rows;

/// <summary>Measures the balancer's CPU time for a counted amount of work, after a warm-up with the same work.</summary>
internal static class CpuMeter
{
    /// <summary>Time for a runtime that compiles hot code in the background to have done so.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);

    /// <returns>Microseconds of CPU per unit of work.</returns>
    public static Measurement Measure(RowContext context, int count, Func<int, LoadOutcome> work)
    {
        long start = Stopwatch.GetTimestamp();
        var warmUp = WarmUp * Math.Min(1, context.Scale);
        while (Stopwatch.GetElapsedTime(start) < warmUp)
        {
            if (work(Math.Max(1, count / 4)) is { Failure: { } failed })
                return Measurement.Failed(failed);
        }

        context.Settle();
        var others = new OtherWork();
        var before = context.Running.Cpu;
        long began = Stopwatch.GetTimestamp();
        var outcome = work(count);
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        context.Settle();
        var used = context.Running.Cpu - before;
        return outcome.Failure is { } failure
            ? Measurement.Failed(failure)
            : new Measurement(
                used.Nanoseconds / 1000.0 / count, Detail(used, count), others.Share(used, context.Running.Threads > 1), count / seconds);
    }

    private static string Detail(CpuTime used, int count) => string.Create(
        CultureInfo.InvariantCulture, $"count={count} cpu_s={used.Nanoseconds / 1e9:F3} user_share={used.UserShare:F2}");
}
