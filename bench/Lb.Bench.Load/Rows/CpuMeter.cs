using System.Diagnostics;
using System.Globalization;
using Lb.Bench.Load.Load;
using Lb.Bench.Load.Measuring;

namespace Lb.Bench.Load.Rows;

/// <summary>Measures the balancer's CPU time for a counted amount of work, after a warm-up with the same work.</summary>
internal static class CpuMeter
{
    /// <summary>Parts of the work between which the balancers take turns: the speed of a shared machine changes within a second.</summary>
    public const int ManyTurns = 10;

    /// <returns>Microseconds of CPU per unit of work, as <see cref="IRowProcedure.Measure"/> returns it.</returns>
    public static IEnumerable<Measurement?> Measure(RowContext context, int count, int turns, Func<int, LoadOutcome> work)
    {
        string? failure = Warm(context, Math.Max(1, count / 4), work);
        var used = new CpuUse(context);
        int share = Math.Max(1, count / turns);
        for (int turn = 0; turn < turns && failure is null; turn++)
        {
            if (turns > 1)
                yield return null;
            failure = used.Add(share, work);
        }

        yield return failure is null ? used.PerUnit : Measurement.Failed(failure);
    }

    private static string? Warm(RowContext context, int count, Func<int, LoadOutcome> work)
    {
        long start = Stopwatch.GetTimestamp();
        string? failure = null;
        while (failure is null && Stopwatch.GetElapsedTime(start) < context.WarmUp)
            failure = work(count).Failure;
        return failure;
    }

    /// <summary>What the turns of one balancer add up to.</summary>
    private sealed class CpuUse(RowContext context)
    {
        private CpuTime _cpu;
        private int _count;
        private double _seconds;
        private double _otherSeconds;

        public Measurement PerUnit => new(_cpu.Nanoseconds / 1000.0 / _count, Detail, _otherSeconds / _seconds, _count / _seconds);

        private string Detail => string.Create(
            CultureInfo.InvariantCulture, $"count={_count} cpu_s={_cpu.Nanoseconds / 1e9:F3} user_share={_cpu.UserShare:F2}");

        /// <returns>Why the work failed; null = it did not.</returns>
        public string? Add(int count, Func<int, LoadOutcome> work)
        {
            context.Settle();
            var others = new OtherWork();
            var before = context.Running.Cpu;
            long began = Stopwatch.GetTimestamp();
            var outcome = work(count);
            double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            context.Settle();
            var used = context.Running.Cpu - before;
            _cpu += used;
            _count += count;
            _seconds += seconds;
            _otherSeconds += others.Share(used, context.Running.Threads > 1) * seconds;
            return outcome.Failure;
        }
    }
}
