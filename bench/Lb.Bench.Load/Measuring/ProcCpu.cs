using System.Globalization;
using Lb.Bench.Load.Native;

namespace Lb.Bench.Load.Measuring;

/// <summary>Reads the CPU time of other processes.</summary>
internal static class ProcCpu
{
    private const int UserTimeField = 11;
    private const int SystemTimeField = 12;

    /// <summary>Sum over the processes. Fails with <see cref="IOException"/> when one is gone.</summary>
    public static CpuTime Read(IEnumerable<int> processIds) =>
        processIds.Aggregate(default(CpuTime), (sum, processId) => sum + Read(processId));

    private static CpuTime Read(int processId)
    {
        // The total comes from the process's CPU clock, in nanoseconds; only its split into user and kernel needs the coarse ticks.
        if (LibC.GetCpuClock(processId, out int clock) != 0 || LibC.GetTime(clock, out var time) != 0)
            throw new IOException($"process {processId} has no CPU clock: it is gone");
        string stat = File.ReadAllText($"/proc/{processId}/stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return new CpuTime(time.Seconds * 1_000_000_000 + time.Nanoseconds, Ticks(fields[UserTimeField]), Ticks(fields[SystemTimeField]));
    }

    private static long Ticks(string field) => long.Parse(field, CultureInfo.InvariantCulture);
}
