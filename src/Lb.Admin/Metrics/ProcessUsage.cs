namespace Lb.Admin.Metrics;

/// <summary>What this process takes from the machine, from <c>/proc</c> and the runtime.</summary>
public static class ProcessUsage
{
    /// <summary>When the process started, seconds since 1970.</summary>
    public static double StartTimeSeconds { get; } = ReadStartTime();

    /// <summary>Processor time so far, user and system, in seconds.</summary>
    public static double CpuSeconds => Environment.CpuUsage.TotalTime.TotalSeconds;

    /// <summary>Resident memory in bytes.</summary>
    public static long ResidentBytes => Environment.WorkingSet;

    /// <summary>Open file descriptors; not a number where the system does not tell.</summary>
    public static double OpenDescriptors => DescriptorCount.Read();

    private static double ReadStartTime()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds() / 1000.0;
    }
}
